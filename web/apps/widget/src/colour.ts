// Contrast by WCAG 2: the site chooses a colour, we see to it that words on it and in it can be read.

export type Rgb = [number, number, number];

export function rgb(colour: string): Rgb {
  const short = /^#?([\da-f])([\da-f])([\da-f])$/i.exec(colour.trim());
  const hex = short ? short.slice(1).map((digit) => digit + digit).join("") : /^#?([\da-f]{6})$/i.exec(colour.trim())?.[1];
  const value = parseInt(hex ?? "2f6f4f", 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

export function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((one) => (one / 255 <= 0.04045 ? one / 255 / 12.92 : ((one / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
}

export function contrast(one: Rgb, other: Rgb): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

export const css = (colour: Rgb): string => `rgb(${colour.map(Math.round).join(" ")})`;

const BLACK: Rgb = [16, 18, 20];
const WHITE: Rgb = [255, 255, 255];

/** White or near-black: white wherever it can be read as large type, because that is what people expect on a coloured button. */
export const onColour = (colour: Rgb): Rgb => (contrast(colour, WHITE) >= 4.5 || contrast(colour, WHITE) > contrast(colour, BLACK) ? WHITE : BLACK);

/** The colour moved towards black or white, only as far as it takes to be read (4.5:1) on `ground`. */
export function readableOn(colour: Rgb, ground: Rgb): Rgb {
  const aim = luminance(ground) > 0.18 ? BLACK : WHITE;
  for (let step = 0; step <= 20; step++) {
    const mixed = colour.map((one, at) => one + ((aim[at] ?? 0) - one) * (step / 20));
    const candidate: Rgb = [mixed[0] ?? 0, mixed[1] ?? 0, mixed[2] ?? 0];
    if (contrast(candidate, ground) >= 4.5) return candidate;
  }
  return aim;
}
