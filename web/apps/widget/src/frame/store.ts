/** The browser's store for this origin, or memory where the browser refuses one (private windows, blocked third-party storage). */
export interface Store {
  get(name: string): string | undefined;
  set(name: string, value: string | undefined): void;
}

export function memoryStore(): Store {
  const values = new Map<string, string>();
  return {
    get: (name) => values.get(name),
    set: (name, value) => void (value === undefined ? values.delete(name) : values.set(name, value)),
  };
}

export function browserStore(prefix: string): Store {
  const spare = memoryStore();
  return {
    get(name) {
      try {
        return localStorage.getItem(prefix + name) ?? spare.get(name);
      } catch {
        return spare.get(name);
      }
    },
    set(name, value) {
      spare.set(name, undefined);
      try {
        if (value === undefined) localStorage.removeItem(prefix + name);
        else localStorage.setItem(prefix + name, value);
      } catch {
        spare.set(name, value);
      }
    },
  };
}
