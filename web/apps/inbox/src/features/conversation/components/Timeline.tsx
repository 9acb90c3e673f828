import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Message, Summary } from "@besedka/api-client";
import { Icon } from "@besedka/ui";
import { useTexts } from "../../../shared/useTexts";
import { previewText } from "../../list/state/previewText";
import { useProject } from "../../project/hooks/useProject";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { useNewLine } from "../hooks/useNewLine";
import { useReading } from "../hooks/useReading";
import { useScroll } from "../hooks/useScroll";
import { useSlice } from "../hooks/useSlice";
import { downwards, tail, upwards } from "../state/slice";
import type { Thread } from "../state/thread";
import { timeline } from "../state/timeline";
import { Bubble } from "./Bubble";
import { DayLine } from "./DayLine";
import { PendingBubble } from "./PendingBubble";
import { SystemLine } from "./SystemLine";
import { TypingLine } from "./TypingLine";

type Props = {
  id: number;
  thread: Thread;
  summary: Summary;
  onReply: (message: Message) => void;
  onEdit: (message: Message) => void;
  onFault: (fault: unknown) => void;
  onDropFiles: (files: readonly File[]) => void;
};

export function Timeline({ id, thread, summary, onReply, onEdit, onFault, onDropFiles }: Props) {
  const { t, timeZone } = useTexts();
  const workspace = useWorkspace();
  const outbox = useProject((s) => s.outbox);
  const [dropping, setDropping] = useState(false);
  const following = useRef<() => boolean>(() => true);
  const { messages } = thread;
  const lastSeq = messages.at(-1)?.seq ?? 0;
  const [slice, setSlice] = useSlice(messages, () => following.current());
  const firstNew = useNewLine(messages, thread.readUpTo);
  const items = useMemo(() => timeline(messages.slice(slice.from, slice.to), timeZone, firstNew), [messages, slice.from, slice.to, timeZone, firstNew]);
  const bySeq = useMemo(() => new Map(messages.map((message) => [message.seq, message])), [messages]);
  const pending = useMemo(() => outbox.filter((one) => one.conversationId === id && !messages.some((m) => m.key === one.key)), [outbox, id, messages]);

  const nearTop = useCallback(() => {
    if (slice.from > 0) setSlice(upwards(slice));
    else void workspace.loadOlder(id);
  }, [slice, setSlice, workspace, id]);
  const nearBottom = useCallback(() => setSlice(downwards(slice, messages.length)), [slice, setSlice, messages.length]);
  const atEnd = slice.to >= messages.length;
  const scroll = useScroll({ nearTop, nearBottom, atEnd, start: firstNew === undefined ? undefined : "new" });
  following.current = scroll.isFollowing;
  useReading(summary, lastSeq, scroll.following && atEnd);
  const below = useUnseenBelow(lastSeq, scroll.following);

  useEffect(() => {
    if (pending.length > 0) jumpDown();
  }, [pending.at(-1)?.key]);

  function jumpDown() {
    setSlice(tail(messages.length));
    scroll.follow();
  }

  function showMessage(seq: number) {
    if (scroll.show(String(seq))) return;
    const at = messages.findIndex((message) => message.seq === seq);
    if (at < 0) return;
    setSlice({ from: Math.max(0, at - 40), to: Math.min(messages.length, at + 80) });
    requestAnimationFrame(() => scroll.show(String(seq)));
  }

  return (
    <div className={`timeline ${dropping ? "dropping" : ""}`}
      onDragOver={(event) => { if (workspace.canWrite && event.dataTransfer.types.includes("Files")) { event.preventDefault(); setDropping(true); } }}
      onDragLeave={(event) => { if (!(event.relatedTarget instanceof Node) || !event.currentTarget.contains(event.relatedTarget)) setDropping(false); }}
      onDrop={(event) => { if (!dropping) return; event.preventDefault(); setDropping(false); onDropFiles([...event.dataTransfer.files]); }}>
      <div className="timeline-box" ref={scroll.box} onScroll={scroll.look} tabIndex={0} role="log" aria-live="off" aria-label={t("inbox.talk.log")}>
        <div className="timeline-inside">
          {thread.phase === "loading-older" && <div className="rows-note" role="status"><span className="spinner" /></div>}
          {!thread.more && slice.from === 0 && <p className="beginning">{t("inbox.talk.beginning")}</p>}
          {items.map((item) => {
            switch (item.kind) {
              case "day":
                return <DayLine key={item.key} at={item.at} />;
              case "new":
                return <p key={item.key} className="new-line" data-key="new"><span>{t("inbox.talk.new")}</span></p>;
              case "system":
                return <SystemLine key={item.key} message={item.message} />;
              case "message":
                return <Bubble key={item.key} message={item.message} first={item.first} last={item.last} conversation={id} clientName={summary.client.name} clientPicture={summary.client.avatarUrl} reactions={summary.client.reactions === true}
                  quoted={item.message.replyTo === undefined ? undefined : bySeq.get(item.message.replyTo) ?? "unknown"}
                  onShow={showMessage} onReply={onReply} onEdit={onEdit} onFault={onFault} />;
            }
          })}
          {atEnd && pending.map((one) => <PendingBubble key={one.key} pending={one} />)}
          <TypingLine id={id} />
        </div>
      </div>
      {(!scroll.following || !atEnd) && (
        <button type="button" className="jump" onClick={jumpDown} aria-label={below > 0 ? t("inbox.talk.jumpNew", { count: below }) : t("inbox.talk.jump")}>
          <Icon name="down" />{below > 0 && <span className="badge">{below}</span>}
        </button>
      )}
      {dropping && <div className="drop-here"><p>{t("inbox.composer.drop")}</p></div>}
      <Announcer messages={messages} name={summary.client.name} />
    </div>
  );
}

function useUnseenBelow(lastSeq: number, following: boolean): number {
  const [seen, setSeen] = useState(lastSeq);
  useEffect(() => {
    if (following) setSeen(lastSeq);
  }, [following, lastSeq]);
  return Math.max(0, lastSeq - seen);
}

/** Reads new messages of the client out; the log itself would read history out as it is scrolled. */
function Announcer({ messages, name }: { messages: readonly Message[]; name: string }) {
  const { t } = useTexts();
  const since = useRef(messages.at(-1)?.seq ?? 0);
  const last = messages.at(-1);
  const text = last !== undefined && last.seq > since.current && last.author.kind === "client" ? `${name}: ${previewText(last.content.text, t)}` : "";
  return <p className="unseen" aria-live="polite">{text}</p>;
}
