import { useEffect, useMemo, useReducer, useRef, useState } from "preact/hooks";
import type { Chat } from "../chat";
import { say } from "../texts";
import { keyboard } from "../timeline";
import { FILE_LIMIT_MB, FILES_AT_ONCE, Uploads, type Fault } from "../uploads";
import { Composer } from "./Composer";
import { Icon } from "./icons";
import { Log } from "./Log";
import { ButtonLines } from "./Parts";
import { PhoneForm } from "./PhoneForm";

const saidOf = ({ kind, name }: Fault): string => {
  if (kind === "large") return say("widget.error.large", { name, limit: FILE_LIMIT_MB });
  return kind === "empty" ? say("widget.error.empty", { name }) : say("widget.error.files", { limit: FILES_AT_ONCE });
};

/** Tab goes round inside the chat: the page around it is somebody else's. */
function goRound(event: KeyboardEvent, dialog: HTMLElement): void {
  const stops = [...dialog.querySelectorAll<HTMLElement>("a[href],button:not(:disabled),textarea,input:not([hidden]),summary,audio,video,[tabindex='0']")].filter(
    (one) => one.offsetParent !== null,
  );
  const edge = event.shiftKey ? stops[0] : stops.at(-1);
  if (document.activeElement !== edge && document.activeElement !== document.body) return;
  event.preventDefault();
  (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
}

export function App({ chat }: { chat: Chat }) {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const [fault, setFault] = useState("");
  const [asks, setAsks] = useState<"" | "phone" | "place">("");
  const [dropping, setDropping] = useState(false);
  const uploads = useMemo(() => new Uploads(chat, () => redraw(0)), []);
  const dialog = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLTextAreaElement>(null);
  useEffect(() => chat.subscribe(() => redraw(0)), []);
  useEffect(() => {
    if (!chat.state.isOpen || !chat.focusing) return;
    // On a touch screen the keyboard would come up over the greeting.
    (matchMedia("(pointer: coarse)").matches ? dialog : input).current?.focus();
  }, [chat.state.isOpen]);

  const { config, link, sound, timeline, waiting, notice } = chat.state;
  const attach = (files: File[]) => setFault(uploads.add(files).map(saidOf).join(" "));
  const ask = (what: "phone" | "place") => {
    setFault("");
    setAsks(what);
    if (what !== "place") return;
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude } }) => {
        setAsks("");
        chat.write("", [{ type: "location", latitude, longitude, title: "", address: "" }]);
      },
      () => {
        setAsks("");
        setFault(say("widget.error.place"));
      },
      { timeout: 15_000, maximumAge: 60_000 },
    );
  };
  const sendPhone = (phone: string) => {
    chat.write("", [{ type: "contact", phone, firstName: chat.person.name ?? "", lastName: "", own: true }]);
    setAsks("");
    input.current?.focus();
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === "Escape" && parent !== window) chat.close();
    if (event.key === "Tab" && dialog.current) goRound(event, dialog.current);
  };
  const drag = (event: DragEvent, on: boolean) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    if (on || event.target === event.currentTarget) setDropping(on);
  };
  const lines = keyboard(timeline.messages, waiting.some((one) => !one.press && one.refused === undefined));
  const state = link === "down" ? say("widget.offline") : link === "connecting" ? say("widget.connecting") : link === "gone" ? say("widget.error.gone") : "";
  const trouble = fault || (notice === "full" ? say("widget.error.full") : notice === "rate" ? say("widget.error.rate") : "");

  return (
    <div
      class={`chat ${dropping ? "dropping" : ""}`} role="dialog" aria-labelledby="title" ref={dialog} tabIndex={-1} onKeyDown={keys}
      onDragEnter={(event) => drag(event, true)} onDragOver={(event) => drag(event, true)} onDragLeave={(event) => drag(event, false)}
      onDrop={(event) => {
        event.preventDefault();
        setDropping(false);
        attach([...(event.dataTransfer?.files ?? [])]);
      }}
    >
      <header>
        <h1 id="title">{config.title || say("widget.title")}</h1>
        <button type="button" class="tool" aria-pressed={sound} aria-label={say(sound ? "widget.sound.off" : "widget.sound.on")} title={say(sound ? "widget.sound.off" : "widget.sound.on")} onClick={() => chat.setSound(!sound)}>
          <Icon name={sound ? "sound" : "mute"} />
        </button>
        {parent !== window && (
          <button type="button" class="tool" aria-label={say("widget.close")} title={say("widget.close")} onClick={() => chat.close()}>
            <Icon name="close" />
          </button>
        )}
      </header>
      <p class={`state ${state ? link : ""}`} role="status">{state}</p>
      <Log chat={chat} asked={ask} />
      <footer>
        <p class="fault" role="alert">{trouble}</p>
        {asks === "place" && <p class="faint" role="status">{say("widget.place.asking")}</p>}
        {asks === "phone" ? (
          <PhoneForm given={chat.person.phone ?? ""} send={sendPhone} cancel={() => setAsks("")} />
        ) : (
          <>
            {lines.length > 0 && (
              <div class="keyboard" role="group" aria-label={say("widget.replies")}>
                <ButtonLines lines={lines} counted={false} doing={{ press: (_, label) => chat.write(label), phone: () => ask("phone"), place: () => ask("place"), pressing: () => false }} />
              </div>
            )}
            <Composer chat={chat} uploads={uploads} input={input} attach={attach} fault={setFault} />
          </>
        )}
      </footer>
      {dropping && <div class="drop" aria-hidden="true">{say("widget.drop")}</div>}
    </div>
  );
}
