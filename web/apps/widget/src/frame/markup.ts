// Light markup as a tree; the views make nodes of it, so nothing anyone wrote is ever read as HTML.

export type Node =
  | { kind: "text"; text: string }
  | { kind: "code"; text: string }
  | { kind: "bold" | "italic" | "struck"; inside: Node[] }
  | { kind: "link"; href: string; inside: Node[] };

const MARKS = [
  ["**", "bold"],
  ["~~", "struck"],
  ["*", "italic"],
] as const;
const DEPTH = 8;
const LINK = /https?:\/\/[^\s<>"'`]+/g;

/** Only addresses that lead somewhere without running anything; undefined for the rest. */
export function safeHref(href: string): string | undefined {
  return /^(https?:\/\/|mailto:|tel:)/i.test(href.trim()) ? href.trim() : undefined;
}

/** Literal text with its bare addresses made links. Closing punctuation belongs to the sentence. */
export function linked(text: string): Node[] {
  const nodes: Node[] = [];
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    let href = match[0].replace(/[.,;:!?…»*~]+$/, "");
    if (href.endsWith(")") && !href.includes("(")) href = href.slice(0, -1);
    if (match.index > from) nodes.push({ kind: "text", text: text.slice(from, match.index) });
    nodes.push({ kind: "link", href, inside: [{ kind: "text", text: href }] });
    from = match.index + href.length;
  }
  if (from < text.length) nodes.push({ kind: "text", text: text.slice(from) });
  return nodes;
}

/** A link's label and address are looked for this far and no farther: somebody's thousand brackets must not cost a million steps. */
const LINK_LENGTH = 2000;

/** The index of `mark` at or after `from`, past escapes and code; -1 when there is none before `to`. */
function closing(text: string, mark: string, from: number, to = text.length): number {
  for (let at = from; at < Math.min(to, text.length); at++) {
    if (text[at] === "\\") at++;
    else if (text.startsWith(mark, at)) {
      // "**" closes bold; a lone "*" must not close inside one
      if (mark === "*" && text[at + 1] === "*") at++;
      else return at;
    } else if (text[at] === "`") {
      const end = text.indexOf("`", at + 1);
      if (end > 0) at = end;
    }
  }
  return -1;
}

function nextLink(text: string, from: number): number {
  const at = text.includes(")", from) ? text.indexOf("](", from) : -1;
  return at < 0 ? Infinity : at;
}

export function markup(text: string, depth = 0): Node[] {
  const nodes: Node[] = [];
  let plain = "";
  const flush = () => {
    if (plain) nodes.push(...(depth < DEPTH ? linked(plain) : [{ kind: "text" as const, text: plain }]));
    plain = "";
  };
  let at = 0;
  /** Marks that nothing closes any more. */
  const open = new Set<string>();
  /** Where the next "](" may be: nothing before it needs a look. */
  let ahead = -1;
  scan: while (at < text.length) {
    const sign = text.charAt(at);
    if (sign === "\\" && at + 1 < text.length) {
      plain += text[at + 1];
      at += 2;
      continue;
    }
    if (sign === "`" && !open.has(sign)) {
      const end = text.indexOf("`", at + 1);
      if (end < 0) open.add(sign);
      if (end > at + 1) {
        flush();
        nodes.push({ kind: "code", text: text.slice(at + 1, end) });
        at = end + 1;
        continue;
      }
    }
    if (sign === "[" && depth < DEPTH) {
      if (ahead <= at) ahead = nextLink(text, at);
      const middle = ahead - at < LINK_LENGTH ? closing(text, "](", at + 1, at + LINK_LENGTH) : -1;
      const end = middle < 0 ? -1 : closing(text, ")", middle + 2, middle + LINK_LENGTH);
      const href = end < 0 ? undefined : safeHref(text.slice(middle + 2, end).replace(/\\(.)/g, "$1"));
      if (href && middle > at + 1) {
        flush();
        nodes.push({ kind: "link", href, inside: markup(text.slice(at + 1, middle), DEPTH) });
        at = end + 1;
        continue;
      }
    }
    for (const [mark, kind] of MARKS) {
      if (depth >= DEPTH || open.has(mark) || !text.startsWith(mark, at)) continue;
      const end = closing(text, mark, at + mark.length);
      if (end < 0) open.add(mark);
      if (end <= at + mark.length) continue;
      flush();
      nodes.push({ kind, inside: markup(text.slice(at + mark.length, end), depth + 1) });
      at = end + mark.length;
      continue scan;
    }
    const address = text.startsWith("http", at) ? (text.slice(at).match(/^https?:\/\/[^\s<>"'`]+/)?.[0] ?? "") : "";
    plain += address || sign;
    at += address.length || 1;
  }
  flush();
  return nodes;
}

/** The words without the signs, for quotes and for those who listen. */
export const bare = (nodes: Node[]): string => nodes.map((node) => ("text" in node ? node.text : bare(node.inside))).join("");
