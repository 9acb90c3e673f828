import { useMemo } from "react";
import type { Content } from "@besedka/api-client";
import { parseLiteral, parseMarkup, type Mark } from "../state/markup";

/** Text as elements, never as HTML. */
export function MarkedText({ content }: { content: Pick<Content, "text" | "markup"> }) {
  const marks = useMemo(() => (content.markup ? parseMarkup(content.text) : parseLiteral(content.text)), [content.text, content.markup]);
  return <div className="text">{marks.map(draw)}</div>;
}

function draw(mark: Mark, index: number) {
  switch (mark.kind) {
    case "text":
      return mark.text;
    case "bold":
      return <strong key={index}>{mark.inside.map(draw)}</strong>;
    case "italic":
      return <em key={index}>{mark.inside.map(draw)}</em>;
    case "struck":
      return <s key={index}>{mark.inside.map(draw)}</s>;
    case "code":
      return <code key={index}>{mark.text}</code>;
    case "link":
      return <a key={index} href={mark.href} target="_blank" rel="noopener noreferrer nofollow">{mark.inside.map(draw)}</a>;
  }
}
