import { useEffect, useState } from "react";

type Props = { label: string; value: string; readOnly: boolean; onChange: (name: string) => void };

/** A name without a visible label; leaving keeps it, Esc or nothing gives it back. */
export function NameInPlace({ label, value, readOnly, onChange }: Props) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  return (
    <input className="input bare" value={text} maxLength={100} readOnly={readOnly} aria-label={label} onChange={(event) => setText(event.target.value)}
      onBlur={() => (text.trim() !== "" && text.trim() !== value ? onChange(text.trim()) : setText(value))}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
        if (event.key === "Escape") setText(value);
      }} />
  );
}
