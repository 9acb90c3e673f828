import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Chat } from "../chat";
import { say } from "../texts";
import type { Uploads } from "../uploads";
import { Icon } from "./icons";
import { Tray } from "./Tray";

const TEXT_LIMIT = 10_000;

type Given = { chat: Chat; uploads: Uploads; input: RefObject<HTMLTextAreaElement | null>; attach(files: File[]): void; fault(text: string): void };

export function Composer({ chat, uploads, input, attach, fault }: Given) {
  const [text, setText] = useState(chat.draft);
  const picker = useRef<HTMLInputElement>(null);
  const mayBeSent = (text.trim() !== "" || uploads.all.length > 0) && uploads.areReady;

  useLayoutEffect(() => {
    const area = input.current;
    if (!area) return;
    area.style.height = "0";
    area.style.height = `${Math.min(area.scrollHeight, 140)}px`;
  }, [text]);

  const change = (value: string) => {
    setText(value);
    chat.draft = value;
  };
  const send = () => {
    const words = text.trim();
    if (!mayBeSent) return;
    if (words.length > TEXT_LIMIT) return fault(say("widget.error.long", { limit: TEXT_LIMIT, count: words.length - TEXT_LIMIT }));
    if (chat.write(words, uploads.take())) change("");
    fault("");
    input.current?.focus();
  };
  const pasted = (event: ClipboardEvent) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    attach(files);
  };
  return (
    <form class="composer" onSubmit={(event) => (event.preventDefault(), send())}>
      <Tray uploads={uploads} />
      <div class="compose">
        <input
          ref={picker} type="file" multiple hidden tabIndex={-1}
          onChange={(event) => {
            attach([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = "";
          }}
        />
        <button type="button" class="tool" aria-label={say("widget.attach")} title={say("widget.attach")} onClick={() => picker.current?.click()}>
          <Icon name="clip" />
        </button>
        <textarea
          ref={input} rows={1} value={text} placeholder={say("widget.input")} aria-label={say("widget.input")} enterkeyhint="send"
          onInput={(event) => {
            change(event.currentTarget.value);
            chat.typed();
          }}
          onPaste={pasted}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            send();
          }}
        />
        <button type="submit" class="send" aria-label={say("widget.send")} title={say("widget.send")} disabled={!mayBeSent}>
          <Icon name="send" />
        </button>
      </div>
    </form>
  );
}
