import { linked, markup, type Node } from "../markup";
import { say } from "../texts";

const TAGS = { bold: "strong", italic: "em", struck: "s" } as const;

function drawn(node: Node) {
  if (node.kind === "text") return node.text;
  if (node.kind === "code") return <code>{node.text}</code>;
  if (node.kind === "link") {
    return (
      <a href={node.href} target="_blank" rel="noopener noreferrer nofollow" title={say("widget.newtab")}>
        {node.inside.map(drawn)}
      </a>
    );
  }
  const Tag = TAGS[node.kind];
  return <Tag>{node.inside.map(drawn)}</Tag>;
}

export function Words({ text, light }: { text: string; light: boolean }) {
  return <div class="words">{(light ? markup(text) : linked(text)).map(drawn)}</div>;
}
