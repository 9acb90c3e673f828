import { useState, type FormEvent } from "react";
import { parseSignedIn, Problem } from "@besedka/api-client";
import { Field } from "@besedka/ui";
import { api, askWhoWeAre } from "../../../app/session";
import { faultText } from "../../../shared/faultText";
import { useTexts } from "../../../shared/useTexts";
import { Porch } from "./Porch";

export function SignInPage() {
  const { t } = useTexts();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [totp, setTotp] = useState("");
  const [asksCode, setAsksCode] = useState(false);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<unknown>();

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    setFault(undefined);
    try {
      const signedIn = await api.send("POST", "/v1/sign-in", { email, password, ...(asksCode ? { totp } : {}) }, parseSignedIn);
      api.trust(signedIn.csrf);
      await askWhoWeAre();
    } catch (problem) {
      if (problem instanceof Problem && problem.code === "totp_required" && !asksCode) setAsksCode(true);
      else setFault(problem);
      setTotp("");
    } finally {
      setBusy(false);
    }
  }

  return (
    <Porch title={asksCode ? t("inbox.signIn.codeTitle") : t("inbox.signIn.title")}>
      <form className="porch-form" onSubmit={(event) => void submit(event)}>
        {fault !== undefined && <p className="notice fault" role="alert">{faultText(fault, t)}</p>}
        {asksCode
          ? <Field key="code" label={t("inbox.signIn.code")} hint={t("inbox.signIn.codeHint")} value={totp} autoFocus
              onChange={(code) => setTotp(code.replace(/\D/g, "").slice(0, 6))} inputMode="numeric" autoComplete="one-time-code" required />
          : <>
              <Field key="email" label={t("inbox.signIn.email")} type="email" value={email} onChange={setEmail} autoComplete="username" required autoFocus />
              <Field label={t("inbox.signIn.password")} type="password" value={password} onChange={setPassword} autoComplete="current-password" required />
            </>}
        <button type="submit" className="button primary wide" disabled={busy || (asksCode && totp.length < 6)}>
          {busy ? t("inbox.signIn.busy") : t("inbox.signIn.submit")}
        </button>
        {asksCode && <button type="button" className="button quiet wide" onClick={() => { setAsksCode(false); setFault(undefined); }}>{t("inbox.signIn.otherAccount")}</button>}
      </form>
    </Porch>
  );
}
