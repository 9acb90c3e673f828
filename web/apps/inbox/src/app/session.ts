import { Api, parseMe, Problem, type Locale, type Me } from "@besedka/api-client";
import { Store } from "../shared/store";
import { speak } from "./language";

export type Session =
  | { phase: "asking" }
  | { phase: "unreachable" }
  | { phase: "signed-out" }
  | { phase: "signed-in"; me: Me };

export const api = new Api();
export const session = new Store<Session>({ phase: "asking" });

api.onSignedOut = () => session.change(() => ({ phase: "signed-out" }));
api.onRefused = () => void askAgain();

/** Asks the server who we are; also after signing in, since only this answer names the projects. */
export async function askWhoWeAre(): Promise<void> {
  try {
    const me = await api.get("/v1/me", parseMe);
    api.trust(me.csrf);
    session.change(() => ({ phase: "signed-in", me }));
  } catch (fault) {
    const out = fault instanceof Problem && fault.status === 401;
    session.change(() => ({ phase: out ? "signed-out" : "unreachable" }));
  }
}

/** While the inbox is open: only what the server says counts, and a server that is away says nothing. */
export async function askAgain(): Promise<void> {
  try {
    const me = await api.get("/v1/me", parseMe);
    session.change((state) => (state.phase === "signed-in" && same(state.me, me) ? state : { phase: "signed-in", me }));
    api.trust(me.csrf);
  } catch (fault) {
    if (fault instanceof Problem && fault.status === 401) session.change(() => ({ phase: "signed-out" }));
  }
}

function same(one: Me, other: Me): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The profile's language: one chosen for this page only would be lost at the next. Without the server it holds until then. */
export async function chooseLanguage(locale: Locale): Promise<void> {
  speak(locale);
  await api.tell("PATCH", "/v1/me", { locale }).then(askAgain, () => undefined);
}

export async function signOut(): Promise<void> {
  await api.tell("POST", "/v1/sign-out", {}).catch(() => undefined);
  session.change(() => ({ phase: "signed-out" }));
}
