export { Avatar } from "./Avatar";
export { Field } from "./Field";
export { Icon } from "./Icon";
export { IconButton } from "./IconButton";
export { Popover } from "./Popover";
export { Sheet } from "./Sheet";
export type { IconName } from "./icons";
