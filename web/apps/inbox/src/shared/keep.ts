/** The browser's own small memory; a browser that refuses it (private mode, full) costs comfort only. */
export const keep = {
  read(name: string): string | null {
    try {
      return localStorage.getItem(`besedka.${name}`);
    } catch {
      return null;
    }
  },
  write(name: string, value: string | null): void {
    try {
      if (value === null) localStorage.removeItem(`besedka.${name}`);
      else localStorage.setItem(`besedka.${name}`, value);
    } catch {
      // Nothing to do: see above.
    }
  },
};
