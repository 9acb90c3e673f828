import type { TextKey, Translate } from "./translate";

const NAMES: Record<string, TextKey> = { telegram: "inbox.channel.telegram", widget: "inbox.channel.widget", vk: "inbox.channel.vk", whatsapp: "inbox.channel.whatsapp", viber: "inbox.channel.viber", max: "inbox.channel.max" };

/** A channel newer than this app is called by its own word. */
export const channelName = (channel: string, t: Translate): string => {
  const key = NAMES[channel];
  return key === undefined ? channel : t(key);
};
