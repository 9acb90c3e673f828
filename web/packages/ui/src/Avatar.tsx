import { useState } from "react";
import { Icon } from "./Icon";
import type { IconName } from "./icons";
import { initials } from "./initials";

type Props = {
  name: string;
  /** An arch for a client, a round for one of us, a plank for a machine. */
  shape?: "arch" | "round" | "plank";
  size?: "small" | "large";
  icon?: IconName;
  /** Where the picture is; without one, or while it does not come, the initials stand. */
  picture?: string | undefined;
  /** Chooses the tint; the same person keeps the same colour everywhere. */
  seed?: number;
};

export function Avatar({ name, shape = "arch", size, icon, picture, seed = 0 }: Props) {
  const [tried, setTried] = useState<{ picture: string; good: boolean }>();
  const good = tried?.picture === picture ? tried?.good : undefined;
  const letters = initials(name);
  return (
    <span className={`avatar ${shape} ${size ?? ""} tint-${Math.abs(seed) % 6}`} aria-hidden="true">
      {good !== true && (icon === undefined && letters !== "" ? letters : <Icon name={icon ?? "person"} size={size === "small" ? 14 : 20} />)}
      {picture !== undefined && good !== false && (
        <img key={picture} src={picture} alt="" loading="lazy" decoding="async" draggable={false}
          onLoad={() => setTried({ picture, good: true })} onError={() => setTried({ picture, good: false })} />
      )}
    </span>
  );
}
