import { useState, type FormEvent } from "react";
import { parseTotpSecret, type TotpSecret } from "@besedka/api-client";
import { Field } from "@besedka/ui";
import { api, askWhoWeAre } from "../../../app/session";
import { useTexts } from "../../../shared/useTexts";
import { useDeed } from "../hooks/useDeed";
import { DeedNote } from "./DeedNote";
import { QrCode } from "./QrCode";

/** Two-step sign-in: begin, put the secret into an authenticator, confirm by a code; or switch off by a code. */
export function TotpForm({ on }: { on: boolean }) {
  const { t } = useTexts();
  const [secret, setSecret] = useState<TotpSecret>();
  const [leaving, setLeaving] = useState(false);
  const [code, setCode] = useState("");
  const deed = useDeed();
  const asksCode = secret !== undefined || leaving;

  async function submit(event: FormEvent) {
    event.preventDefault();
    const worked = await deed.run(() => on ? api.tell("DELETE", "/v1/me/totp", { code }) : api.tell("POST", "/v1/me/totp/confirm", { code }));
    setCode("");
    if (!worked) return;
    setSecret(undefined);
    setLeaving(false);
    await askWhoWeAre();
  }

  return (
    <section className="settings-part">
      <h3>{t("inbox.totp.title")}</h3>
      <p>{t(on ? "inbox.totp.on" : "inbox.totp.off")}</p>
      {secret !== undefined && (
        <div className="once notice totp-steps">
          <QrCode text={secret.uri} label={t("inbox.totp.qr")} />
          <div>
            <p>{t("inbox.totp.scan")}</p>
            <p>{t("inbox.totp.secret")}</p>
            <code>{secret.secret.replace(/(.{4})/g, "$1 ").trim()}</code>
            <p><a href={secret.uri}>{t("inbox.totp.open")}</a></p>
          </div>
        </div>
      )}
      <form className="settings-form" onSubmit={(event) => void submit(event)}>
        {asksCode && <Field label={t("inbox.signIn.code")} hint={t("inbox.signIn.codeHint")} value={code} inputMode="numeric" autoComplete="one-time-code"
          onChange={(value) => setCode(value.replace(/\D/g, "").slice(0, 6))} autoFocus />}
        <DeedNote deed={{ fault: deed.fault, done: deed.done && !asksCode }} />
        {asksCode
          ? <button type="submit" className="button primary" disabled={deed.busy || code.length < 6}>{t(on ? "inbox.totp.turnOff" : "inbox.totp.confirm")}</button>
          : on
            ? <button type="button" className="button" onClick={() => setLeaving(true)}>{t("inbox.totp.turnOff")}</button>
            : <button type="button" className="button" disabled={deed.busy}
                onClick={() => void deed.run(async () => setSecret(await api.send("POST", "/v1/me/totp", {}, parseTotpSecret)))}>{t("inbox.totp.turnOn")}</button>}
      </form>
    </section>
  );
}
