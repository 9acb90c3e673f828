import { useEffect, useRef, useState, type ReactNode } from "react";

type Props = {
  question: string;
  yes: string;
  no: string;
  /** It is being done: yes cannot be said twice. */
  busy?: boolean;
  onYes: () => void;
  onNo: () => void;
  /** What has to be chosen first; it gets the focus then. */
  children?: ReactNode;
};

/** Asks once more before something is gone. The first answer offered is no, Esc says no, and whoever answered stands where they were. */
export function Sure({ question, yes, no, busy = false, onYes, onNo, children }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [asker] = useState(() => document.activeElement);
  const refuse = useRef(onNo);
  refuse.current = onNo;
  useEffect(() => {
    const element = box.current;
    // Heard before the keys of a menu or of the page around it.
    const key = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      event.preventDefault();
      refuse.current();
    };
    element?.addEventListener("keydown", key);
    return () => {
      element?.removeEventListener("keydown", key);
      const lost = document.activeElement === document.body || element?.contains(document.activeElement) === true;
      if (lost && asker instanceof HTMLElement && asker.isConnected) asker.focus();
    };
  }, [asker]);
  return (
    <div ref={box} className="bubble-sure" role="alertdialog" aria-label={question}>
      <span>{question}</span>
      {children}
      <button type="button" className="button danger" disabled={busy} onClick={onYes}>{yes}</button>
      <button type="button" className="button quiet" autoFocus={children === undefined} onClick={onNo}>{no}</button>
    </div>
  );
}
