import { keep } from "../../../shared/keep";
import { Store } from "../../../shared/store";

/** What this browser does when someone writes. */
export type Comfort = { sound: boolean; notices: boolean };

export const comfort = new Store<Comfort>({ sound: keep.read("sound") !== "off", notices: keep.read("notices") === "on" });

export function chooseComfort(change: Partial<Comfort>): void {
  comfort.change((state) => ({ ...state, ...change }));
  const { sound, notices } = comfort.get();
  keep.write("sound", sound ? null : "off");
  keep.write("notices", notices ? "on" : null);
}
