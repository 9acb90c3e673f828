import { Api, parseMe, Problem, type Me } from "@besedka/api-client";
import { Store } from "../shared/store";

export type Session =
  | { phase: "asking" }
  | { phase: "unreachable" }
  | { phase: "signed-out" }
  | { phase: "signed-in"; me: Me };

export const api = new Api();
export const session = new Store<Session>({ phase: "asking" });

api.onSignedOut = () => session.change(() => ({ phase: "signed-out" }));

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

export async function signOut(): Promise<void> {
  await api.tell("POST", "/v1/sign-out", {}).catch(() => undefined);
  session.change(() => ({ phase: "signed-out" }));
}
