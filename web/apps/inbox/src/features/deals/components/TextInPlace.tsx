import { useEffect, useId, useState, type KeyboardEvent } from "react";
import { moneyWord } from "../state/filter";

type Props = {
  label: string;
  value: string;
  limit: number;
  readOnly: boolean;
  onChange: (value: string) => void;
  lines?: boolean;
  money?: boolean;
  className?: string;
};

/** A text changed where it stands: Enter or leaving keeps it, Esc gives it back. */
export function TextInPlace({ label, value, limit, readOnly, onChange, lines, money, className }: Props) {
  const id = useId();
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const wrong = money === true && text.trim() !== "" && moneyWord(text) === undefined;
  const settle = () => {
    if (wrong) return;
    if (text.trim() !== value) onChange(text.trim());
    else setText(value);
  };
  const key = (event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => {
    if (event.key === "Enter" && lines !== true) event.currentTarget.blur();
    if (event.key === "Escape") {
      setText(value);
      event.preventDefault();
      event.stopPropagation();
    }
  };
  const common = { id, value: text, maxLength: limit, readOnly, "aria-invalid": wrong, onBlur: settle, onKeyDown: key };
  return (
    <div className={`field ${className ?? ""}`}>
      <label className="label" htmlFor={id}>{label}</label>
      {lines === true
        ? <textarea {...common} className="input" rows={3} onChange={(event) => setText(event.target.value)} />
        : <input {...common} className="input" inputMode={money ? "decimal" : undefined} onChange={(event) => setText(event.target.value)} />}
    </div>
  );
}
