import { expect, test } from "vitest";
import { readPages } from "../src/shared/usePages";

const PAGES = new Map<number | undefined, { rows: string[]; next: number | undefined }>([
  [undefined, { rows: ["e", "d"], next: 4 }], [4, { rows: ["c", "b"], next: 2 }], [2, { rows: ["a"], next: undefined }],
]);

async function read(from: number | undefined) {
  const page = PAGES.get(from);
  if (page === undefined) throw new Error(`no page behind ${from}`);
  return page;
}

test("as many pages as are shown are read anew, one behind another", async () => {
  expect(await readPages(read, 1)).toEqual({ rows: ["e", "d"], next: 4, pages: 1 });
  expect(await readPages(read, 2)).toEqual({ rows: ["e", "d", "c", "b"], next: 2, pages: 2 });
});

test("a list that has become shorter ends where it ends", async () => {
  expect(await readPages(read, 9)).toEqual({ rows: ["e", "d", "c", "b", "a"], next: undefined, pages: 3 });
});
