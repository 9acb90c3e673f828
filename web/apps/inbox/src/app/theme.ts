import { keep } from "../shared/keep";
import { Store } from "../shared/store";

export type Theme = "auto" | "light" | "dark";

const read = (): Theme => {
  const kept = keep.read("theme");
  return kept === "light" || kept === "dark" ? kept : "auto";
};

export const theme = new Store<Theme>(read());

export function applyTheme(chosen: Theme = theme.get()): void {
  theme.change(() => chosen);
  keep.write("theme", chosen === "auto" ? null : chosen);
  document.documentElement.dataset["theme"] = chosen;
}
