/** The channels this app has a name for. */
export const CHANNELS = [
  "telegram", "widget", "vk", "whatsapp", "viber", "ok", "avito", "max", "messenger", "instagram", "email",
] as const;
