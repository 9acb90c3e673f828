import { useKeys } from "../../../shared/useKeys";

type Acts = { step: (by: 1 | -1) => void; view: (index: number) => void; leave: () => void; help: () => void };

export function useListKeys({ step, view, leave, help }: Acts): void {
  useKeys({
    KeyJ: () => step(1),
    ArrowDown: () => step(1),
    KeyK: () => step(-1),
    ArrowUp: () => step(-1),
    Digit1: () => view(0),
    Digit2: () => view(1),
    Digit3: () => view(2),
    Digit4: () => view(3),
    Slash: () => document.getElementById("list-search")?.focus(),
    "Shift+Slash": help,
    Escape: leave,
  });
}
