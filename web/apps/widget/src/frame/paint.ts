import { css, onColour, readableOn, rgb } from "../colour";

/** Sets the site's colour for both schemes: as a ground with readable words on it, and as a colour of words on our grounds. */
export function paint(colour: string): void {
  const chosen = rgb(colour);
  const { style } = document.documentElement;
  style.setProperty("--brand", css(chosen));
  style.setProperty("--on-brand", css(onColour(chosen)));
  style.setProperty("--accent-light", css(readableOn(chosen, [241, 243, 245])));
  style.setProperty("--accent-dark", css(readableOn(chosen, [38, 42, 47])));
}
