import type { IconName } from "@besedka/ui";

const ICONS: Record<string, IconName> = {
  telegram: "telegram", widget: "site", vk: "letterV", viber: "phone", whatsapp: "callBubble", ok: "letterO", avito: "letterA", max: "letterM",
  messenger: "bolt", instagram: "camera", email: "mail",
};

export const channelIcon = (channel: string): IconName => ICONS[channel] ?? "chat";
