import { render } from "preact";
import { HELLO, type ToFrame, type ToPage } from "../bridge";
import { Api } from "./api";
import { Chat } from "./chat";
import { paint } from "./paint";
import { ring } from "./ring";
import { browserStore } from "./store";
import { speak } from "./texts";
import { App } from "./views/App";

const key = new URLSearchParams(location.search).get("key") ?? "";
const prefix = `besedka:${key}:`;
let port: MessagePort | undefined;
const toPage = (told: ToPage): void => port?.postMessage(told);
const chat = new Chat(key, new Api(key), browserStore(prefix), toPage, ring);

// Only the page we stand on may hand us a port, and only through it is anything said: other windows cannot join in.
addEventListener("message", (event) => {
  const [offered] = event.ports;
  if (event.source !== parent || event.data !== HELLO || !offered) return;
  port = offered;
  port.onmessage = (said: MessageEvent<ToFrame>) => heard(said.data);
  chat.report();
});
addEventListener("storage", (event) => event.key?.startsWith(prefix) && chat.changedElsewhere(event.key.slice(prefix.length)));

function heard(said: ToFrame): void {
  if (said.type === "open") chat.open(said.focus);
  else if (said.type === "close") chat.close();
  else if (said.type === "page") chat.page = { url: said.url.slice(0, 2000), title: said.title.slice(0, 300) };
  else if (said.type === "identify") chat.person = said.person;
}

speak("");
let drawn = chat.state.config;
chat.subscribe(() => {
  const { config } = chat.state;
  if (config === drawn) return;
  drawn = config;
  speak(config.locale);
  paint(config.color);
  document.title = config.title;
});
paint("");
render(<App chat={chat} />, document.body);
void chat.start();
// Opened as a page of its own, there is no launcher to open it.
if (parent === window) chat.open(true);
