import { bytes } from "../format";
import { safeHref } from "../markup";
import { say } from "../texts";
import type { Attachment, Buttons, Contact, Menu, Part, Place } from "../wire";
import { Icon } from "./icons";

export type Doing = {
  /** A button that the server counts; `index` left to right, top to bottom. */
  press(index: number, label: string): void;
  phone(): void;
  place(): void;
  /** The label whose press is on its way. */
  pressing(index: number): boolean;
};

const outside = { target: "_blank", rel: "noopener noreferrer nofollow" };
const shape = ({ width, height }: Attachment) => (width && height ? { aspectRatio: `${width}/${height}`, width: `min(100%, ${width}px)` } : {});
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

function Picture({ it }: { it: Attachment }) {
  const label = it.name || say(it.media === "STICKER" ? "widget.sticker" : "widget.photo");
  return (
    <a class={it.media === "STICKER" ? "sticker" : "picture"} href={it.url} {...outside} aria-label={`${label}, ${say("widget.newtab")}`}>
      <img src={it.url} alt={label} loading="lazy" style={shape(it)} />
    </a>
  );
}

function Film({ it }: { it: Attachment }) {
  const label = it.name || say("widget.video");
  if (it.media === "VIDEO") return <video class="film" src={it.url} controls preload="metadata" playsInline aria-label={label} style={shape(it)} />;
  const round = it.media === "VIDEO_NOTE";
  return <video class={round ? "film round" : "film"} src={it.url} controls={round || calm()} loop muted={!round} autoplay={!round && !calm()} playsInline preload="metadata" aria-label={label} />;
}

function FileCard({ it }: { it: Attachment }) {
  const name = it.name || say("widget.file");
  return (
    <a class="card" href={it.url} download={name} {...outside} aria-label={say("widget.download", { name })}>
      <span class="card-icon"><Icon name="file" /></span>
      <span class="card-words">
        <b>{name}</b>
        {it.size > 0 && <small>{bytes(it.size)}</small>}
      </span>
    </a>
  );
}

function Attached({ it }: { it: Attachment }) {
  if (!it.url) return <FileCard it={it} />;
  switch (it.media) {
    case "PHOTO":
    case "STICKER":
      return <Picture it={it} />;
    case "ANIMATION":
      return it.mime.startsWith("image/") ? <Picture it={it} /> : <Film it={it} />;
    case "VIDEO":
    case "VIDEO_NOTE":
      return <Film it={it} />;
    case "AUDIO":
    case "VOICE":
      return <audio class="sound" src={it.url} controls preload="metadata" aria-label={it.name || say(it.media === "VOICE" ? "widget.voice" : "widget.audio")} />;
    case "FILE":
      return <FileCard it={it} />;
  }
}

function PlaceCard({ it }: { it: Place }) {
  const point = `${it.latitude.toFixed(5)}, ${it.longitude.toFixed(5)}`;
  const map = `https://www.openstreetmap.org/?mlat=${it.latitude}&mlon=${it.longitude}#map=16/${it.latitude}/${it.longitude}`;
  return (
    <a class="card" href={map} {...outside}>
      <span class="card-icon"><Icon name="pin" /></span>
      <span class="card-words">
        <b>{it.title || say("widget.place")}</b>
        <small>{it.address || point}</small>
        <small class="go">{say("widget.place.map")}</small>
      </span>
    </a>
  );
}

function ContactCard({ it }: { it: Contact }) {
  const name = `${it.firstName} ${it.lastName}`.trim() || say("widget.contact");
  return (
    <a class="card" href={`tel:${it.phone.replace(/[^\d+]/g, "")}`}>
      <span class="card-icon"><Icon name="person" /></span>
      <span class="card-words">
        <b>{name}</b>
        <small>{it.phone}</small>
      </span>
    </a>
  );
}

export function ButtonLines({ lines, doing, counted }: { lines: Buttons["lines"]; doing: Doing; counted: boolean }) {
  let index = -1;
  return (
    <div class="buttons">
      {lines.map((line, at) => (
        <div class="line" key={at}>
          {line.map((button) => {
            const mine = ++index;
            const href = button.kind === "URL" || button.kind === "WEB_APP" ? safeHref(button.value) : undefined;
            const look = `button ${["primary", "positive", "negative"].includes(button.color) ? button.color : ""}`;
            if (href) {
              return (
                <a class={look} key={mine} href={href} {...outside} title={say("widget.newtab")}>
                  <span>{button.label}</span>
                  <Icon name="out" />
                </a>
              );
            }
            const busy = counted && doing.pressing(mine);
            const act = button.kind === "PHONE" ? doing.phone : button.kind === "LOCATION" ? doing.place : () => doing.press(mine, button.label);
            return (
              <button type="button" class={look} key={mine} onClick={act} disabled={busy} aria-busy={busy}>
                {button.kind === "PHONE" && <Icon name="phone" />}
                {button.kind === "LOCATION" && <Icon name="pin" />}
                <span>{button.label}</span>
              </button>
            );
          })}
        </div>
      ))}
    </div>
  );
}

function MenuRows({ it, doing }: { it: Menu; doing: Doing }) {
  let index = -1;
  return (
    <details class="menu">
      <summary class="button">{it.open}</summary>
      {it.sections.map((section) => (
        <div key={section.title}>
          {section.title && <small class="menu-title">{section.title}</small>}
          {section.rows.map((row) => {
            const mine = ++index;
            return (
              <button type="button" class="menu-row" key={mine} disabled={doing.pressing(mine)} onClick={() => doing.press(mine, row.title)}>
                <b>{row.title}</b>
                {row.description && <small>{row.description}</small>}
              </button>
            );
          })}
        </div>
      ))}
    </details>
  );
}

export function InlinePart({ part, doing }: { part: Part; doing: Doing }) {
  switch (part.type) {
    case "attachment":
      return <Attached it={part} />;
    case "location":
      return <PlaceCard it={part} />;
    case "contact":
      return <ContactCard it={part} />;
    case "list":
      return <MenuRows it={part} doing={doing} />;
    case "unsupported":
      return <p class="faint">{say("widget.unsupported")}</p>;
    case "buttons":
    case "press":
      return null;
  }
}
