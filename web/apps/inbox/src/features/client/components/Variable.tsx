import { useState } from "react";

type Props = { name: string; value: string; readOnly: boolean; onChange: (value: string) => void };

/** One variable, its value changed in place. */
export function Variable({ name, value, readOnly, onChange }: Props) {
  const [text, setText] = useState(value);
  return (
    <div><dt>{name}</dt>
      <dd><input className="input slim bare" value={text} readOnly={readOnly} aria-label={name} onChange={(event) => setText(event.target.value)}
        onBlur={() => text !== value && onChange(text.trim())}
        onKeyDown={(event) => {
          if (event.key === "Enter") event.currentTarget.blur();
          if (event.key === "Escape") { setText(value); event.stopPropagation(); }
        }} /></dd></div>
  );
}
