/**
 * Which part of a long list stands in the page. `from` is the index of the first one shown; at most `MOST` are shown,
 * so ten thousand scrolled messages cost as much as two hundred.
 */
export type Slice = { from: number; to: number };

export const MOST = 200;
export const STEP = 60;

/** The end of the list, where a conversation opens. */
export const tail = (length: number): Slice => ({ from: Math.max(0, length - 2 * STEP), to: length });

export const upwards = (slice: Slice): Slice => {
  const from = Math.max(0, slice.from - STEP);
  return { from, to: Math.min(slice.to, from + MOST) };
};

export const downwards = (slice: Slice, length: number): Slice => {
  const to = Math.min(length, slice.to + STEP);
  return { from: Math.max(slice.from, to - MOST), to };
};

/** `count` items were put before the first one. */
export const shifted = (slice: Slice, count: number): Slice => ({ from: slice.from + count, to: slice.to + count });

/** The list grew at its end from `before` to `length`; one who reads the end keeps reading the end. */
export function grown(slice: Slice, before: number, length: number, following: boolean): Slice {
  if (slice.to < before && !following) return slice;
  return following ? { from: Math.max(slice.from, length - MOST), to: length } : { ...slice, to: Math.min(length, slice.from + MOST) };
}
