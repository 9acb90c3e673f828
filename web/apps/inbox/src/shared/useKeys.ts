import { useEffect, useRef } from "react";

export type KeyActs = Record<string, (() => void) | undefined>;

const typingIn = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/**
 * Plain-key shortcuts by the key's place ("KeyJ", "Shift+Slash"), so that they work in any layout. Silent while one types
 * and while a sheet is open.
 */
export function useKeys(acts: KeyActs): void {
  const current = useRef(acts);
  current.current = acts;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (typingIn(event.target) || document.querySelector("dialog[open], .popover") !== null) return;
      const act = current.current[event.key === "?" ? "Shift+Slash" : event.shiftKey ? `Shift+${event.code}` : event.code];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}
