import { useId, type HTMLInputTypeAttribute, type HTMLInputAutoCompleteAttribute } from "react";

type Props = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  type?: HTMLInputTypeAttribute;
  autoComplete?: HTMLInputAutoCompleteAttribute;
  inputMode?: "numeric" | "email";
  hint?: string | undefined;
  fault?: string | undefined;
  required?: boolean;
  autoFocus?: boolean;
  readOnly?: boolean;
  minLength?: number;
  maxLength?: number;
};

export function Field({ label, hint, fault, value, onChange, ...input }: Props) {
  const id = useId();
  return (
    <div className="field">
      <label className="label" htmlFor={id}>{label}</label>
      <input {...input} id={id} className="input" value={value} onChange={(event) => onChange(event.target.value)}
        aria-invalid={fault !== undefined} aria-describedby={fault ?? hint ? `${id}-more` : undefined} />
      {fault !== undefined
        ? <span className="fault" id={`${id}-more`} role="alert">{fault}</span>
        : hint !== undefined && <span className="hint" id={`${id}-more`}>{hint}</span>}
    </div>
  );
}
