import type { MouseEventHandler } from "react";
import { Icon } from "./Icon";
import type { IconName } from "./icons";

type Props = {
  icon: IconName;
  label: string;
  onClick?: MouseEventHandler<HTMLButtonElement>;
  disabled?: boolean;
  pressed?: boolean;
  expanded?: boolean;
  className?: string;
  submit?: boolean;
};

export function IconButton({ icon, label, onClick, disabled, pressed, expanded, className, submit }: Props) {
  return (
    <button type={submit ? "submit" : "button"} className={`icon-button ${className ?? ""}`} aria-label={label} title={label}
      aria-pressed={pressed} aria-expanded={expanded} disabled={disabled} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}
