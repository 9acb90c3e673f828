// The site's side: the launcher in a closed shadow root, the frame when it is wanted, and window.Besedka for the site's own scripts.
// Everything here runs on somebody else's page: it must be small, must throw nothing and must touch nothing of theirs.
import texts from "virtual:texts/widget.launcher.";
import { HELLO, type ToFrame, type ToPage } from "../bridge";
import sheet from "./launcher.css?inline";

type Args = ArrayLike<unknown>;
type Api = { (...args: unknown[]): void; q?: Args[]; loaded?: boolean };
declare global {
  interface Window {
    Besedka?: Api;
  }
}
type Known = { color?: string; position?: string; locale?: string | null; known?: boolean };

const script = document.currentScript instanceof HTMLScriptElement ? document.currentScript : document.querySelector<HTMLScriptElement>("script[data-key][src*='/widget.js']");
const key = script?.dataset.key;
const waiting = window.Besedka?.q ?? [];

if (script && key && !window.Besedka?.loaded) start(key, new URL(script.src).origin);

function start(key: string, origin: string): void {
  const name = `besedka:${key}`;
  const listeners: [string, (value?: unknown) => void][] = [];
  const make = <K extends keyof HTMLElementTagNameMap>(tag: K, className: string): HTMLElementTagNameMap[K] => {
    const element = document.createElement(tag);
    element.className = className;
    return element;
  };
  let known: Known = recall();
  let isOpen = false;
  let frame: HTMLIFrameElement | undefined;
  let port: MessagePort | undefined;
  let focusing = true;
  let unread = 0;
  let label = "";
  const unsent: ToFrame[] = [];

  function recall(): Known {
    try {
      return JSON.parse(localStorage.getItem(name) ?? "{}") ?? {};
    } catch {
      return {};
    }
  }

  function remember(more: Known): void {
    known = { ...known, ...more };
    try {
      localStorage.setItem(name, JSON.stringify(known));
    } catch {}
  }

  // ---- the launcher
  const host = document.createElement("besedka-widget");
  host.style.cssText = "all:initial!important;position:fixed!important;z-index:2147483647!important;inset:auto 0 0 auto!important;width:0!important;height:0!important;display:block!important";
  const root = host.attachShadow({ mode: "closed" });
  const button = make("button", "launcher");
  const badge = make("span", "badge");
  button.type = "button";
  button.innerHTML =
    '<svg viewBox="0 0 24 24" aria-hidden="true"><path class="talk" d="M4 4.5h16a1.5 1.5 0 0 1 1.5 1.5v10a1.5 1.5 0 0 1-1.5 1.5h-8.4L6.5 21.6v-4.1H4A1.5 1.5 0 0 1 2.5 16V6A1.5 1.5 0 0 1 4 4.5z"/><path class="shut" d="m6 9.5 6 6 6-6"/></svg>';
  button.append(badge);
  button.onclick = () => toggle(!isOpen);
  try {
    const style = new CSSStyleSheet();
    style.replaceSync(sheet);
    root.adoptedStyleSheets = [style];
  } catch {
    root.append(Object.assign(make("style", ""), { textContent: sheet }));
  }

  const say = (word: "open" | "close" | "title"): string => {
    const book = texts[/^ru/.test(known.locale ?? navigator.language) ? "ru" : "en"];
    return book[{ open: "widget.launcher.open", close: "widget.launcher.close", title: "widget.launcher.title" }[word]] ?? "";
  };

  /** Whether dark signs are easier to see than white ones: the same choice as the chat's, in fewer bytes. */
  const isPale = (colour: string): boolean => {
    const light = (from: number) => (parseInt(colour.slice(from, from + 2), 16) / 255) ** 2.2;
    return 0.2126 * light(1) + 0.7152 * light(3) + 0.0722 * light(5) > 0.183;
  };

  function draw(): void {
    const long = `${known.color}`.replace(/^#(.)(.)(.)$/, "#$1$1$2$2$3$3");
    const colour = /^#[\da-f]{6}$/i.test(long) ? long : "#2f6f4f";
    button.style.cssText = `--colour:${colour};--on:#${isPale(colour) ? "101214" : "fff"}`;
    const state = (known.position == "left" ? " left" : "") + (isOpen ? " open" : "");
    button.className = `launcher${state}`;
    if (frame) frame.className = `frame${state}`;
    badge.textContent = unread > 99 ? "99+" : `${unread || ""}`;
    badge.hidden = !unread || isOpen;
    button.setAttribute("aria-label", isOpen ? say("close") : say("open") + (unread ? `: ${label}` : ""));
    button.setAttribute("aria-expanded", `${isOpen}`);
  }

  // ---- the frame
  function load(): void {
    if (frame) return;
    frame = make("iframe", "frame");
    frame.title = say("title");
    frame.allow = `geolocation ${origin}; autoplay ${origin}`;
    frame.src = `${origin}/widget/frame.html?key=${encodeURIComponent(key)}`;
    frame.onload = () => {
      // A frame that was taken out of the page and put back loads anew, and gets a port anew.
      const channel = new MessageChannel();
      port = channel.port1;
      port.onmessage = (event: MessageEvent<ToPage>) => heard(event.data);
      frame?.contentWindow?.postMessage(HELLO, origin, [channel.port2]);
      page();
      if (isOpen) port.postMessage({ type: "open", focus: focusing } satisfies ToFrame);
      unsent.forEach((one) => port?.postMessage(one));
    };
    root.prepend(frame);
    draw();
  }

  function heard(told: ToPage): void {
    if (told.type == "close") toggle(false);
    else {
      if (told.unread != unread) tell("unread", told.unread);
      ({ unread, label } = told);
      if (told.known != !!known.known) remember({ known: told.known });
      draw();
    }
  }

  const page = (): void => port?.postMessage({ type: "page", url: location.href, title: document.title } satisfies ToFrame);

  function toggle(wanted: boolean): void {
    if (wanted) load();
    if (wanted == isOpen) return;
    isOpen = wanted;
    draw();
    page();
    port?.postMessage({ type: wanted ? "open" : "close", focus: focusing } satisfies ToFrame);
    if (!wanted) button.focus({ preventScroll: true });
    else if (focusing) frame?.focus();
    focusing = true;
    try {
      sessionStorage.setItem(name, wanted ? "1" : "");
    } catch {}
    tell(wanted ? "open" : "close");
  }

  function tell(what: string, value?: unknown): void {
    for (const [event, listener] of listeners) {
      if (event == what) setTimeout(listener, 0, value);
    }
  }

  // ---- the site's scripts: Besedka("open" | "close" | "toggle"), Besedka("identify", {name, email, phone, ...}), Besedka("on", "open" | "close" | "unread", fn)
  function run([command, first, second]: unknown[]): void {
    if (command == "open" || command == "close") toggle(command == "open");
    else if (command == "toggle") toggle(!isOpen);
    else if (command == "on" && typeof second == "function") listeners.push([`${first}`, (value) => second(value)]);
    else if (command == "identify" && first && typeof first == "object") {
      const person = Object.fromEntries(Object.entries(first).map(([field, value]) => [field, `${value}`]));
      unsent.push({ type: "identify", person });
      port?.postMessage({ type: "identify", person } satisfies ToFrame);
    }
  }
  const api: Api = (...args) => run(args);
  api.loaded = true;
  window.Besedka = api;

  // ---- on the page
  function settle(): void {
    draw();
    root.append(button);
    // On <html>, not <body>: page changes of single-page sites replace the body, and a transform there would move what is fixed.
    const stay = () => host.isConnected || document.documentElement.append(host);
    stay();
    new MutationObserver(stay).observe(document.documentElement, { childList: true });
    for (const args of waiting) run(Array.from(args));
    // The chat stays open from page to page, where it does not hide the page.
    try {
      if (sessionStorage.getItem(name) && matchMedia("(min-width:481px)").matches) {
        focusing = false;
        toggle(true);
      }
    } catch {}
    // A visitor with a conversation may have been written to: the frame comes hidden, when the page has nothing better to do.
    if (known.known) (window.requestIdleCallback ?? setTimeout)(load, { timeout: 5000 } as never);
  }

  // Focus that moves into the frame leaves this window: the moment to say which page the visitor writes from.
  addEventListener("blur", page);
  const view = window.visualViewport;
  view?.addEventListener("resize", () => frame?.style.setProperty("--height", `${view.height}px`));

  const fresh = fetch(`${origin}/widget/v1/${encodeURIComponent(key)}/config`, { credentials: "omit" })
    .then((answer) => (answer.ok ? answer.json() : {}))
    .then((config: Known) => remember({ color: config.color ?? "", position: config.position ?? "", locale: config.locale ?? null }))
    .catch(() => {});
  if ("color" in known) {
    settle();
    void fresh.then(draw);
  } else void fresh.then(settle);
}
