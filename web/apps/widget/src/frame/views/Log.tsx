import type { RefObject } from "preact";
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Chat } from "../chat";
import { day, sameDay } from "../format";
import type { Entry } from "../outbox";
import { say } from "../texts";
import { unreadAfter } from "../timeline";
import type { Message } from "../wire";
import { Bubble, Tick } from "./Bubble";
import { Icon } from "./icons";
import type { Doing } from "./Parts";

const NEAR = 60;
const TOGETHER = 5 * 60_000;

const waitingAs = (one: Entry): Message => ({
  seq: 0, at: one.at, mine: true, name: "", bot: false, content: one.content, replyTo: 0, edited: false, deleted: false, status: "", key: one.key,
});

/** Whether a message begins a group: another writer, another day, or a pause. */
function begins(message: Message, before: Message | undefined): boolean {
  if (!before || before.mine !== message.mine || before.name !== message.name || before.bot !== message.bot) return true;
  return Date.parse(message.at) - Date.parse(before.at) > TOGETHER || !sameDay(before.at, message.at);
}

/** Keeps the end in view while the reader is there, and the reader's place when earlier messages come in above. */
function useEnd(chat: Chat, box: RefObject<HTMLDivElement | null>, shown: Message[]) {
  const near = useRef(true);
  const height = useRef(0);
  const firstSeq = useRef(0);
  const top = useRef(0);
  const [left, setLeft] = useState(0);
  const { isOpen, typing } = chat.state;
  const lastSeq = chat.state.timeline.messages.at(-1)?.seq ?? 0;

  const toEnd = useCallback(() => {
    const element = box.current;
    if (element) element.scrollTop = element.scrollHeight;
    near.current = true;
    setLeft(0);
    chat.see();
  }, []);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const first = chat.state.timeline.messages[0]?.seq ?? 0;
    if (firstSeq.current && first < firstSeq.current && !near.current) element.scrollTop += element.scrollHeight - height.current;
    else if (near.current || shown.at(-1)?.seq === 0) toEnd();
    firstSeq.current = first;
    height.current = element.scrollHeight;
  }, [shown.length, lastSeq, typing, isOpen]);

  useEffect(() => {
    const element = box.current;
    const inside = element?.firstElementChild;
    if (!element || !inside) return;
    // Pictures that finish loading and a window that shrinks must not carry the end out of view.
    const watch = new ResizeObserver(() => {
      if (near.current) element.scrollTop = element.scrollHeight;
      height.current = element.scrollHeight;
    });
    watch.observe(inside);
    watch.observe(element);
    return () => watch.disconnect();
  }, []);

  const scrolled = () => {
    const element = box.current;
    if (!element) return;
    const isNear = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR;
    // Growing content moves the end away too; only the reader moves up.
    const movedUp = element.scrollTop < top.current;
    top.current = element.scrollTop;
    if (isNear && !near.current) chat.see();
    const stays = isNear || (near.current && !movedUp);
    if (stays !== near.current) setLeft(stays ? 0 : lastSeq);
    near.current = stays;
    if (element.scrollTop < 80 && chat.state.earlier && !near.current) void chat.showEarlier();
  };
  return { left, toEnd, scrolled };
}

export function Log({ chat, asked }: { chat: Chat; asked(what: "phone" | "place"): void }) {
  const { timeline, waiting, earlier, loading, typing, config, link } = chat.state;
  const box = useRef<HTMLDivElement>(null);
  const messages = [...timeline.messages, ...waiting.map(waitingAs)];
  const { left, toEnd, scrolled } = useEnd(chat, box, messages);
  const bySeq = new Map(timeline.messages.map((one) => [one.seq, one]));
  const fresh = left ? unreadAfter(timeline, left) : 0;
  const writer = timeline.messages.findLast((one) => !one.mine);

  const show = (seq: number) => {
    const row = document.getElementById(`m${seq}`);
    row?.scrollIntoView({ block: "center" });
    row?.classList.add("shown");
    setTimeout(() => row?.classList.remove("shown"), 1500);
  };
  const doing = (message: Message): Doing => ({
    press: (index, label) => chat.press(message, index, label),
    phone: () => asked("phone"),
    place: () => asked("place"),
    pressing: (index) => waiting.some((one) => one.refused === undefined && one.press?.seq === message.seq && one.press.index === index),
  });
  const foot = (one: Entry | undefined) =>
    one?.refused === undefined ? (
      <Tick status="waiting" />
    ) : (
      <span class="refused">
        {say("widget.refused")} · <button type="button" onClick={() => chat.retry(one.key)}>{say("widget.retry")}</button> ·{" "}
        <button type="button" onClick={() => chat.discard(one.key)}>{say("widget.discard")}</button>
      </span>
    );

  return (
    <div class="log-frame">
      <div class="log" ref={box} onScroll={scrolled} tabIndex={0} role="log" aria-live="polite" aria-label={say("widget.log")}>
        <div class="log-inside">
          {earlier && (
            <button type="button" class="earlier" disabled={loading} onClick={() => void chat.showEarlier()}>
              {say(loading ? "widget.loading" : "widget.earlier")}
            </button>
          )}
          {!earlier && !(loading && !messages.length) && link !== "gone" && (
            <div class="row theirs first">
              <div class="bubble"><div class="words">{config.greeting || say("widget.greeting")}</div></div>
            </div>
          )}
          {messages.map((message, at) => {
            const before = messages[at - 1];
            const entry = message.seq ? undefined : waiting.find((one) => one.key === message.key);
            return (
              <div class="entry" key={message.seq || message.key}>
                {(!before || !sameDay(before.at, message.at)) && <div class="day"><span>{day(message.at)}</span></div>}
                <Bubble
                  message={message}
                  first={begins(message, before)}
                  quoted={message.replyTo ? bySeq.get(message.replyTo) : undefined}
                  doing={doing(message)}
                  show={show}
                  foot={entry ? foot(entry) : undefined}
                />
              </div>
            );
          })}
          {typing && (
            <div class="row theirs first" role="status">
              <div class="bubble dots"><span class="unseen">{`${writer?.name || say("widget.operator")} ${say("widget.typing")}`}</span><i /><i /><i /></div>
            </div>
          )}
        </div>
      </div>
      {left > 0 && (
        <button type="button" class="latest" onClick={toEnd} aria-label={fresh ? undefined : say("widget.latest")}>
          <Icon name="down" />
          {fresh > 0 && <span>{say("widget.new", { count: fresh })}</span>}
        </button>
      )}
    </div>
  );
}
