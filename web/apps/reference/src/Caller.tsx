import { createContext, useContext, useEffect, useState, type ReactNode } from "react";
import type { Credentials } from "./request";
import { useTexts } from "./texts";

/** Whoever has signed in here, and as whom the page sends. */
export type Caller = { signedIn: { name: string; csrf: string; projects: number[] } | null; key: string; takeKey: (key: string) => void };

export const CallerContext = createContext<Caller>({ signedIn: null, key: "", takeKey: () => {} });
export const useCaller = (): Caller => useContext(CallerContext);

/** A pasted key wins, as it does on the server. It is kept by this page alone, and only while it is open. */
export const credentials = (caller: Caller): Credentials =>
  caller.key === "" ? { kind: "session", csrf: caller.signedIn?.csrf ?? "" } : { kind: "key", key: caller.key };

export function useFreshCaller(): Caller {
  const [signedIn, setSignedIn] = useState<Caller["signedIn"]>(null);
  const [key, takeKey] = useState("");
  useEffect(() => {
    void whoIsHere().then(setSignedIn, () => setSignedIn(null));
  }, []);
  return { signedIn, key, takeKey };
}

async function whoIsHere(): Promise<Caller["signedIn"]> {
  const response = await fetch("/v1/me", { credentials: "same-origin" });
  if (!response.ok) return null;
  const me = (await response.json()) as { user: { name: string }; csrf: string; projects: { id: number }[] };
  return { name: me.user.name, csrf: me.csrf, projects: me.projects.map((one) => one.id) };
}

export function CallerBar(): ReactNode {
  const t = useTexts();
  const { signedIn, key, takeKey } = useCaller();
  return (
    <div className="caller">
      <label className="field">
        <span>{t("reference.key")}</span>
        <input type="password" autoComplete="off" spellCheck={false} value={key} placeholder="bsk_…" onChange={(event) => takeKey(event.target.value.trim())} />
      </label>
      <p className="hint">
        {key !== "" ? t("reference.as.key") : signedIn !== null ? `${t("reference.as.session")} ${signedIn.name}` : <>{t("reference.as.nobody")} <a href="/inbox/">{t("reference.signIn")}</a></>}
      </p>
    </div>
  );
}
