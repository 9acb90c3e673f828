import { useState, type FormEvent, type ReactNode } from "react";
import document from "virtual:openapi";
import { credentials, useCaller } from "./Caller";
import type { Operation, Parameter } from "./description";
import { exampleOf } from "./example";
import { curl, missing, prepared, sent, type Shown, type Values } from "./request";
import { useTexts } from "./texts";

type State = { at: "rest" } | { at: "sending" } | { at: "answered"; shown: Shown } | { at: "failed"; why: string };

export function TryIt({ operation }: { operation: Operation }): ReactNode {
  const t = useTexts();
  const caller = useCaller();
  const [values, setValues] = useState<Values>(() => firstValues(operation, caller.signedIn?.projects[0]));
  const [text, setText] = useState(() => firstBody(operation));
  const [file, setFile] = useState<File | undefined>();
  const [state, setState] = useState<State>({ at: "rest" });
  const binary = operation.body?.type === "application/octet-stream";
  const request = prepared(operation, values, binary ? file : text, credentials(caller));
  const lacking = missing(operation, values);

  const send = async (event: FormEvent) => {
    event.preventDefault();
    setState({ at: "sending" });
    try {
      setState({ at: "answered", shown: await sent(request, credentials(caller)) });
    } catch (fault) {
      setState({ at: "failed", why: fault instanceof Error ? fault.message : String(fault) });
    }
  };

  return (
    <form className="try" onSubmit={(event) => void send(event)}>
      {operation.parameters.map((one) => (
        <Value key={`${one.in}.${one.name}`} parameter={one} value={values[`${one.in}.${one.name}`] ?? ""} change={(value) => setValues({ ...values, [`${one.in}.${one.name}`]: value })} />
      ))}
      {binary && <label className="field"><span>{t("reference.body")}</span><input type="file" onChange={(event) => setFile(event.target.files?.[0])} /></label>}
      {operation.body !== undefined && !binary && (
        <label className="field"><span>{t("reference.body")}</span><textarea rows={Math.min(14, text.split("\n").length + 1)} spellCheck={false} value={text} onChange={(event) => setText(event.target.value)} /></label>
      )}
      <pre className="curl" tabIndex={0}>{curl(location.origin, request)}</pre>
      <div className="send">
        <button type="submit" className="button primary" disabled={lacking.length > 0 || state.at === "sending"}>{t("reference.try.send")}</button>
        {lacking.length > 0 && <span className="hint">{t("reference.try.needs")} {lacking.join(", ")}</span>}
      </div>
      <div aria-live="polite">
        {state.at === "sending" && <p className="hint">{t("reference.try.sending")}</p>}
        {state.at === "failed" && <p className="failed">{t("reference.try.failed")} {state.why}</p>}
        {state.at === "answered" && <Reply shown={state.shown} />}
      </div>
    </form>
  );
}

function firstValues(operation: Operation, project: number | undefined): Values {
  const values: Values = {};
  if (project !== undefined && operation.path.includes("{project}")) values["path.project"] = String(project);
  if (operation.parameters.some((one) => one.name === "Idempotency-Key")) values["header.Idempotency-Key"] = randomKey();
  return values;
}

/** Only where the page came over TLS or from this machine can a browser make UUIDs. */
const randomKey = (): string => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

const firstBody = (operation: Operation): string =>
  operation.body?.type === "application/json" ? JSON.stringify(exampleOf(document, operation.body.schema), null, 2) : "";

function Value({ parameter, value, change }: { parameter: Parameter; value: string; change: (value: string) => void }): ReactNode {
  return (
    <label className="field">
      <span><code>{parameter.name}</code> {parameter.in}</span>
      <input value={value} spellCheck={false} autoComplete="off" onChange={(event) => change(event.target.value)} />
    </label>
  );
}

function Reply({ shown }: { shown: Shown }): ReactNode {
  const t = useTexts();
  return (
    <section className="reply">
      <p><span className={`status s${Math.floor(shown.status / 100)}`}>{shown.status}</span> <span className="limits">{shown.took} {t("reference.milliseconds")}</span></p>
      <details>
        <summary>{t("reference.headers")}</summary>
        <pre tabIndex={0}>{shown.headers.map(([name, value]) => `${name}: ${value}`).join("\n")}</pre>
      </details>
      {shown.body !== "" && <pre className="answer" tabIndex={0}>{shown.body}</pre>}
    </section>
  );
}
