import { useEffect, useState, type FormEvent } from "react";
import { parseLink, parseSignedIn, Problem, type Link } from "@besedka/api-client";
import { Field } from "@besedka/ui";
import { go } from "../../../app/navigation";
import { api } from "../../../app/session";
import { faultText } from "../../../shared/faultText";
import { useTexts } from "../../../shared/useTexts";
import { Porch } from "./Porch";

/** The page behind an invitation or a forgotten password: a name, a password, and in. */
export function LinkPage({ token }: { token: string }) {
  const { t } = useTexts();
  const [link, setLink] = useState<Link | "gone">();
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<unknown>();
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    api.get(`/v1/links/${encodeURIComponent(token)}`, parseLink).then(
      (found) => { setLink(found); setName(found.name ?? ""); },
      (problem: unknown) => problem instanceof Problem && problem.status === 404 ? setLink("gone") : setFault(problem),
    );
  }, [token, attempt]);

  const reset = link !== undefined && link !== "gone" && link.purpose === "password_reset";
  const first = link !== undefined && link !== "gone" && link.email === undefined;

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    setFault(undefined);
    try {
      const signedIn = await api.send("POST", `/v1/links/${encodeURIComponent(token)}`, { password, ...(reset ? {} : { name }), ...(first ? { email: email.trim() } : {}) }, parseSignedIn);
      api.trust(signedIn.csrf);
      go({ page: "home" }, true);
    } catch (problem) {
      if (problem instanceof Problem && problem.status === 404) return setLink("gone");
      setFault(problem);
      setBusy(false);
    }
  }

  if (link === undefined)
    return (
      <Porch title={t("inbox.link.title")}>
        {fault === undefined ? <span className="spinner" /> : (
          <>
            <p className="notice fault" role="alert">{faultText(fault, t)}</p>
            <button type="button" className="button wide" onClick={() => { setFault(undefined); setAttempt(attempt + 1); }}>{t("inbox.app.retry")}</button>
          </>
        )}
      </Porch>
    );
  if (link === "gone")
    return (
      <Porch title={t("inbox.link.goneTitle")}>
        <p>{t("inbox.link.gone")}</p>
        <button type="button" className="button wide" onClick={() => go({ page: "home" }, true)}>{t("inbox.link.toSignIn")}</button>
      </Porch>
    );
  return (
    <Porch title={t(reset ? "inbox.link.resetTitle" : "inbox.link.title")}>
      <p className="porch-lead">{link.email === undefined ? t("inbox.link.first") : t(reset ? "inbox.link.reset" : "inbox.link.lead", { email: link.email })}</p>
      <form className="porch-form" onSubmit={(event) => void submit(event)}>
        {fault !== undefined && <p className="notice fault" role="alert">{faultText(fault, t)}</p>}
        {reset && <input type="email" hidden readOnly value={link.email ?? ""} autoComplete="username" />}
        {!reset && <Field label={t("inbox.link.name")} value={name} onChange={setName} autoComplete="name" required maxLength={100} autoFocus />}
        {first && <Field label={t("inbox.signIn.email")} type="email" value={email} onChange={setEmail} autoComplete="username" required />}
        <Field label={t(reset ? "inbox.profile.newPassword" : "inbox.link.password")} hint={t("inbox.link.passwordHint")} type="password" value={password}
          onChange={setPassword} autoComplete="new-password" required minLength={10} autoFocus={reset} />
        <button type="submit" className="button primary wide" disabled={busy}>{t("inbox.link.submit")}</button>
      </form>
    </Porch>
  );
}
