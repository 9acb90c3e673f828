import { Icon } from "./Icon";
import type { IconName } from "./icons";
import { initials } from "./initials";

type Props = {
  name: string;
  /** An arch for a client, a round for one of us, a plank for a machine. */
  shape?: "arch" | "round" | "plank";
  size?: "small" | "large";
  icon?: IconName;
  /** Chooses the tint; the same person keeps the same colour everywhere. */
  seed?: number;
};

export function Avatar({ name, shape = "arch", size, icon, seed = 0 }: Props) {
  const letters = initials(name);
  return (
    <span className={`avatar ${shape} ${size ?? ""} tint-${Math.abs(seed) % 6}`} aria-hidden="true">
      {icon === undefined && letters !== "" ? letters : <Icon name={icon ?? "person"} size={size === "small" ? 14 : 20} />}
    </span>
  );
}
