import { useState, type FormEvent } from "react";
import type { Role } from "@besedka/api-client";
import { Field } from "@besedka/ui";
import { useTexts } from "../../../shared/useTexts";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { useDeed } from "../hooks/useDeed";
import { DeedNote } from "./DeedNote";
import { OnceShown } from "./OnceShown";
import { RolePicker } from "./RolePicker";

export function InviteForm({ onInvited }: { onInvited: () => void }) {
  const { t } = useTexts();
  const { calls } = useWorkspace();
  const [email, setEmail] = useState("");
  const [name, setName] = useState("");
  const [roles, setRoles] = useState<Role[]>(["OPERATOR"]);
  const [link, setLink] = useState<string>();
  const deed = useDeed();
  async function invite(event: FormEvent) {
    event.preventDefault();
    const worked = await deed.run(async () => {
      const given = await calls.invite(email.trim(), name.trim(), roles);
      setLink(given === undefined ? undefined : new URL(given, location.origin).href);
    });
    if (!worked) return;
    setEmail("");
    setName("");
    onInvited();
  }
  return (
    <section className="settings-part">
      <h3>{t("inbox.team.invite")}</h3>
      <form className="settings-form" onSubmit={(event) => void invite(event)}>
        <Field label={t("inbox.link.name")} value={name} onChange={setName} required maxLength={100} />
        <Field label={t("inbox.signIn.email")} type="email" value={email} onChange={setEmail} required />
        <div className="field"><span className="label">{t("inbox.team.roles")}</span><RolePicker roles={roles} readOnly={false} onChange={setRoles} /></div>
        <DeedNote deed={{ fault: deed.fault, done: false }} />
        {deed.done && link === undefined && <p className="notice" role="status">{t("inbox.team.added")}</p>}
        <button type="submit" className="button primary" disabled={deed.busy}>{t("inbox.team.inviteButton")}</button>
      </form>
      {link !== undefined && <OnceShown label={t("inbox.team.link")} value={link} onClose={() => setLink(undefined)} />}
    </section>
  );
}
