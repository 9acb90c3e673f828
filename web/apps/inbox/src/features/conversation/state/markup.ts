/** Light markup as a tree; what is malformed stays literal text. */
export type Mark =
  | { kind: "text"; text: string }
  | { kind: "bold" | "italic" | "struck"; inside: Mark[] }
  | { kind: "code"; text: string }
  | { kind: "link"; href: string; inside: Mark[] };

const PAIRS = [["**", "bold"], ["~~", "struck"], ["*", "italic"]] as const;
const URL_IN_TEXT = /https?:\/\/[^\s<>"«»]+/g;

export const safeHref = (href: string): boolean => /^(https?:\/\/|mailto:|tel:)/i.test(href);

export const parseMarkup = (text: string): Mark[] => joined(marks(text, 0));

/** Literal text, with addresses made into links. */
export const parseLiteral = (text: string): Mark[] => linked(text);

function marks(text: string, depth: number): Mark[] {
  const out: Mark[] = [];
  let plain = "";
  let at = 0;
  const flush = () => {
    if (plain !== "") out.push(...(depth < 8 ? linked(plain) : [{ kind: "text" as const, text: plain }]));
    plain = "";
  };
  while (at < text.length) {
    const found = text[at] === "\\" ? undefined : depth < 8 ? markAt(text, at, depth) : undefined;
    if (found !== undefined) {
      flush();
      out.push(found.mark);
      at = found.end;
    } else if (text[at] === "\\" && /[\\*~`[\]()_]/.test(text[at + 1] ?? "")) {
      plain += text[at + 1];
      at += 2;
    } else {
      plain += text[at];
      at += 1;
    }
  }
  flush();
  return out;
}

function markAt(text: string, at: number, depth: number): { mark: Mark; end: number } | undefined {
  if (text[at] === "`") return codeAt(text, at);
  if (text[at] === "[") return linkAt(text, at, depth);
  const pair = PAIRS.find(([sign]) => text.startsWith(sign, at));
  if (pair === undefined) return undefined;
  const [sign, kind] = pair;
  const end = closing(text, at + sign.length, sign);
  if (end <= at + sign.length || /\s/.test(text[at + sign.length] ?? " ")) return undefined;
  return { mark: { kind, inside: marks(text.slice(at + sign.length, end), depth + 1) }, end: end + sign.length };
}

function codeAt(text: string, at: number): { mark: Mark; end: number } | undefined {
  const end = text.indexOf("`", at + 1);
  return end > at + 1 ? { mark: { kind: "code", text: text.slice(at + 1, end) }, end: end + 1 } : undefined;
}

function linkAt(text: string, at: number, depth: number): { mark: Mark; end: number } | undefined {
  const middle = closing(text, at + 1, "](");
  const end = middle < 0 ? -1 : text.indexOf(")", middle);
  if (end < 0) return undefined;
  const href = text.slice(middle + 2, end).trim();
  if (!safeHref(href)) return undefined;
  return { mark: { kind: "link", href, inside: unlinked(marks(text.slice(at + 1, middle), depth + 1)) }, end: end + 1 };
}

/** Where the sign closes, skipping escapes; for "*" a "**" on the way is not it. */
function closing(text: string, from: number, sign: string): number {
  if (!text.includes(sign, from)) return -1;
  for (let at = from; at < text.length; at++) {
    if (text[at] === "\\") at += 1;
    else if (sign === "*" && text.startsWith("**", at)) at += 1;
    else if (text.startsWith(sign, at)) return at;
  }
  return -1;
}

function linked(text: string): Mark[] {
  const out: Mark[] = [];
  let last = 0;
  for (const match of text.matchAll(URL_IN_TEXT)) {
    const href = match[0].replace(/[.,;:!?)\]]+$/, "");
    if (match.index > last) out.push({ kind: "text", text: text.slice(last, match.index) });
    out.push({ kind: "link", href, inside: [{ kind: "text", text: href }] });
    last = match.index + href.length;
  }
  if (last < text.length) out.push({ kind: "text", text: text.slice(last) });
  return out;
}

const unlinked = (inside: Mark[]): Mark[] => inside.flatMap((mark) => (mark.kind === "link" ? mark.inside : [mark]));

function joined(list: Mark[]): Mark[] {
  const out: Mark[] = [];
  for (const mark of list) {
    const last = out.at(-1);
    if (mark.kind === "text" && last?.kind === "text") out[out.length - 1] = { kind: "text", text: last.text + mark.text };
    else out.push(mark);
  }
  return out;
}
