import { useEffect, useRef, type ReactNode } from "react";

type Props = { label: string; onClose: () => void; children: ReactNode; className?: string };

/** A small panel beside its button (its parent is positioned); closes on Esc and on a press elsewhere, and gives the focus back. */
export function Popover({ label, onClose, children, className }: Props) {
  const panel = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    const before = document.activeElement;
    const press = (event: PointerEvent) => {
      const owner = panel.current?.parentElement;
      if (event.target instanceof Node && owner !== null && owner?.contains(event.target) === false) close.current();
    };
    const key = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      // Nor does it close the dialog in which the panel stands.
      event.stopPropagation();
      event.preventDefault();
      close.current();
    };
    const owner = panel.current?.parentElement;
    document.addEventListener("pointerdown", press);
    owner?.addEventListener("keydown", key);
    panel.current?.focus();
    return () => {
      document.removeEventListener("pointerdown", press);
      owner?.removeEventListener("keydown", key);
      if (document.activeElement === document.body && before instanceof HTMLElement) before.focus();
    };
  }, []);
  return <div ref={panel} tabIndex={-1} role="dialog" aria-label={label} className={`popover ${className ?? ""}`}>{children}</div>;
}
