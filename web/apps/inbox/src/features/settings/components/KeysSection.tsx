import { useState, type FormEvent } from "react";
import type { ApiKey, KeyRight } from "@besedka/api-client";
import { Field, Icon, IconButton, Sure } from "@besedka/ui";
import { calendarDay } from "../../../shared/times";
import { useNow } from "../../../shared/useNow";
import { useTexts } from "../../../shared/useTexts";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { useDeed } from "../hooks/useDeed";
import { useLoaded } from "../hooks/useLoaded";
import { DeedNote } from "./DeedNote";
import { MainKeyForm } from "./MainKeyForm";
import { OnceShown } from "./OnceShown";

const RIGHTS: readonly KeyRight[] = ["READ_CLIENTS", "CHANGE_CLIENTS", "DELETE_CLIENTS", "READ_CRM", "CHANGE_CRM"];

export function KeysSection() {
  const { t } = useTexts();
  const { canSet } = useWorkspace();
  return canSet ? <Keys /> : <section className="settings-part"><h3>{t("inbox.settings.keys")}</h3><p>{t("inbox.keys.only")}</p></section>;
}

function Keys() {
  const { t, locale, timeZone } = useTexts();
  const now = useNow();
  const { calls } = useWorkspace();
  const { value: keys, fault, reload } = useLoaded(calls.keys);
  const [name, setName] = useState("");
  const [rights, setRights] = useState<KeyRight[]>(["READ_CLIENTS", "CHANGE_CLIENTS"]);
  const [secret, setSecret] = useState<string>();
  const [revoking, setRevoking] = useState<ApiKey>();
  const [crowning, setCrowning] = useState<ApiKey>();
  const [main, setMain] = useState(false);
  const deed = useDeed();

  async function create(event: FormEvent) {
    event.preventDefault();
    if (await deed.run(async () => setSecret((await (main ? calls.createMainKey(name.trim()) : calls.createKey(name.trim(), rights))).secret))) {
      setName("");
      setMain(false);
    }
    reload();
  }
  const revoke = (key: ApiKey) => void deed.run(() => calls.revokeKey(key.id)).then(() => { setRevoking(undefined); reload(); });

  return (
    <>
      <section className="settings-part">
        <h3>{t("inbox.settings.keys")}</h3>
        <p>{t("inbox.keys.lead")} {t("inbox.keys.mainLead")}</p>
        <DeedNote deed={{ fault: fault ?? deed.fault, done: false }} />
        {keys === undefined && fault === undefined && <span className="spinner" role="status" aria-label={t("inbox.app.loading")} />}
        {keys?.length === 0 && <p className="nothing-here">{t("inbox.keys.none")}</p>}
        <ul className="plain-list">
          {keys?.toSorted((a, b) => Number(b.main === true) - Number(a.main === true)).map((key) => (
            <li key={key.id}>
              <Icon name="key" />
              <span className="plain-name"><strong>{key.name}{key.main === true && <span className="chip">{t("inbox.keys.main")}</span>}</strong>
                <small>{key.hint !== undefined && `…${key.hint} · `}{key.lastUsedAt === undefined ? t("inbox.keys.unused") : t("inbox.keys.used", { when: calendarDay(key.lastUsedAt, now, locale, timeZone) })}</small></span>
              <span className="roles">{key.rights?.map((right) => <span key={right} className="chip">{t(`inbox.right.${right}`)}</span>)}</span>
              {key.main !== true && <IconButton icon="star" label={t("inbox.keys.makeMainOf", { name: key.name })} expanded={crowning?.id === key.id}
                onClick={() => { setRevoking(undefined); setCrowning(crowning?.id === key.id ? undefined : key); }} />}
              {key.main !== true && <IconButton icon="bin" label={t("inbox.keys.revoke", { name: key.name })} onClick={() => { setCrowning(undefined); setRevoking(key); }} />}
              {crowning?.id === key.id && key.main !== true && (
                <MainKeyForm made={key} value={key.hint !== undefined && secret?.endsWith(key.hint) === true ? secret : ""} onDone={() => { setCrowning(undefined); reload(); }} onCancel={() => setCrowning(undefined)} />
              )}
              {revoking === key && (
                <Sure question={t("inbox.keys.revokeSure")} yes={t("inbox.keys.revokeYes")} no={t("inbox.app.cancel")} busy={deed.busy}
                  onYes={() => revoke(key)} onNo={() => setRevoking(undefined)} />
              )}
            </li>
          ))}
        </ul>
        {secret !== undefined && <OnceShown label={t("inbox.keys.secret")} value={secret} onClose={() => setSecret(undefined)} />}
      </section>
      {keys !== undefined && <section className="settings-part">
        <h3>{t("inbox.keys.create")}</h3>
        <form className="settings-form" onSubmit={(event) => void create(event)}>
          <Field label={t("inbox.keys.name")} value={name} onChange={setName} required maxLength={100} />
          <label className="check"><input type="checkbox" checked={main} onChange={() => setMain(!main)} /><span>{t("inbox.keys.asMain")}</span></label>
          <fieldset className="rights"><legend>{t("inbox.keys.rights")}</legend>
            {RIGHTS.map((right) => (
              <label key={right} className="check"><input type="checkbox" checked={main || rights.includes(right)} disabled={main}
                onChange={() => setRights(RIGHTS.filter((one) => rights.includes(one) !== (one === right)))} /><span>{t(`inbox.right.${right}`)}</span></label>
            ))}
          </fieldset>
          <button type="submit" className="button primary" disabled={deed.busy || (!main && rights.length === 0)}>{t("inbox.keys.createButton")}</button>
        </form>
      </section>}
    </>
  );
}
