export { Avatar } from "./Avatar";
export { Field } from "./Field";
export { Icon } from "./Icon";
export { IconButton } from "./IconButton";
export { Popover } from "./Popover";
export { Sheet } from "./Sheet";
export { Sure } from "./Sure";
export type { IconName } from "./icons";
