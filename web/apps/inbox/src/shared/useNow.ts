import { useSyncExternalStore } from "react";
import { Store } from "./store";

const EVERY = 30_000;
const now = new Store(Date.now());
setInterval(() => now.change(() => Date.now()), EVERY);

/** The time, half a minute exact, for words such as "5 min". */
export const useNow = (): number => useSyncExternalStore(now.subscribe, now.get);
