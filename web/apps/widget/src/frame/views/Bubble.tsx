import type { ComponentChildren } from "preact";
import { brief, time } from "../format";
import { say } from "../texts";
import type { Buttons, Message } from "../wire";
import { Icon, type IconName } from "./icons";
import { ButtonLines, InlinePart, type Doing } from "./Parts";
import { Words } from "./Words";

const TICKS: { [status: string]: IconName } = { sent: "one", delivered: "two", read: "two" };

export function Tick({ status }: { status: Message["status"] | "waiting" }) {
  const label = {
    "": "", waiting: say("widget.status.waiting"), sent: say("widget.status.sent"),
    delivered: say("widget.status.delivered"), read: say("widget.status.read"),
  }[status];
  return label ? (
    <span class={`tick ${status}`} role="img" aria-label={label} title={label}>
      <Icon name={TICKS[status] ?? "clock"} />
    </span>
  ) : null;
}

export const nameOf = (message: Message): string =>
  message.mine ? say("widget.you") : message.name || say(message.bot ? "widget.bot" : "widget.operator");

type Shown = { message: Message; first: boolean; quoted: Message | undefined; doing: Doing; show(seq: number): void; foot?: ComponentChildren };

export function Bubble({ message, first, quoted, doing, show, foot }: Shown) {
  const { content, deleted } = message;
  const inline = content.parts.filter((part): part is Buttons => part.type === "buttons" && part.inline);
  const bodies = content.parts.filter((part) => part.type !== "buttons" && part.type !== "press");
  // What is looked at stands above the words, what is taken along below them.
  const seen = bodies.filter((part) => part.type === "attachment" && part.media !== "FILE");
  const pictures = bodies.length > 0 && !content.text && seen.every((part) => part.type === "attachment" && /PHOTO|VIDEO$|ANIMATION/.test(part.media)) && seen.length === bodies.length;
  return (
    <div class={`row ${message.mine ? "mine" : "theirs"} ${first ? "first" : ""}`} id={message.seq ? `m${message.seq}` : undefined}>
      {first && !message.mine && <div class="who">{nameOf(message)}</div>}
      <div class={`bubble ${pictures ? "bare" : ""} ${deleted ? "gone" : ""}`}>
        {message.mine && <span class="unseen">{say("widget.you")}: </span>}
        {quoted && (
          <button type="button" class="quote" onClick={() => show(quoted.seq)} aria-label={say("widget.quote", { name: nameOf(quoted), text: brief(quoted.content) })}>
            <b>{nameOf(quoted)}</b>
            <span>{quoted.deleted ? say("widget.deleted") : brief(quoted.content)}</span>
          </button>
        )}
        {deleted ? (
          <p class="faint">{say("widget.deleted")}</p>
        ) : (
          <>
            {seen.map((part, at) => <InlinePart part={part} doing={doing} key={at} />)}
            {content.text && <Words text={content.text} light={content.markup} />}
            {bodies.filter((part) => !seen.includes(part)).map((part, at) => <InlinePart part={part} doing={doing} key={at} />)}
          </>
        )}
        <div class="meta">
          {message.edited && !deleted && <span>{say("widget.edited")}</span>}
          <time dateTime={message.at}>{time(message.at)}</time>
          {foot ?? (message.mine && !deleted && <Tick status={message.status} />)}
        </div>
      </div>
      {!deleted && inline.map((part, at) => <ButtonLines lines={part.lines} doing={doing} counted key={at} />)}
    </div>
  );
}
