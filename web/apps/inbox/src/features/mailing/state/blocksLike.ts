import type { PublishedBlock } from "@besedka/api-client";

/** Those in which every word occurs: in the flow's name, the block's, its text; or whose number it is. */
export function blocksLike(blocks: readonly PublishedBlock[], words: string): PublishedBlock[] {
  const wanted = words.toLowerCase().split(/\s+/).map((one) => one.replace(/^[№#]/, "")).filter((one) => one !== "");
  return blocks.filter((block) => {
    const written = [block.flow, block.name, block.id, block.text].join("\n").toLowerCase();
    return wanted.every((word) => written.includes(word) || String(block.number) === word);
  });
}
