import { CHANNELS } from "./channels";
import type { Translate } from "./translate";

/** A channel newer than this app is called by its own word. */
export const channelName = (channel: string, t: Translate): string => {
  const known = CHANNELS.find((one) => one === channel);
  return known === undefined ? channel : t(`inbox.channel.${known}`);
};
