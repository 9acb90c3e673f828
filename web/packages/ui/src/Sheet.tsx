import { useEffect, useRef, type ReactNode } from "react";
import { IconButton } from "./IconButton";

type Props = { title: string; closeLabel: string; onClose: () => void; children: ReactNode; className?: string };

/** A modal dialog. The browser's own <dialog> keeps the focus inside and closes on Esc. */
export function Sheet({ title, closeLabel, onClose, children, className }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog ref={dialog} className={`sheet ${className ?? ""}`} aria-label={title} onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}>
      <header className="sheet-head">
        <h3>{title}</h3>
        <IconButton icon="cross" label={closeLabel} onClick={onClose} />
      </header>
      {children}
    </dialog>
  );
}
