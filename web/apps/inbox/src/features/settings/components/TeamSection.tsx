import { useState } from "react";
import type { Member, Role } from "@besedka/api-client";
import { Avatar, IconButton, Sure } from "@besedka/ui";
import { useTexts } from "../../../shared/useTexts";
import { useProject } from "../../project/hooks/useProject";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { useDeed } from "../hooks/useDeed";
import { useLoaded } from "../hooks/useLoaded";
import { DeedNote } from "./DeedNote";
import { InviteForm } from "./InviteForm";
import { OnceShown } from "./OnceShown";
import { RolePicker } from "./RolePicker";

export function TeamSection() {
  const { t } = useTexts();
  const workspace = useWorkspace();
  const online = useProject((s) => s.presence.online);
  const { value: members, fault, reload: reloadShown } = useLoaded(workspace.calls.members);
  const reload = () => { reloadShown(); void workspace.loadPeople(); };
  const [leaving, setLeaving] = useState<Member>();
  const [link, setLink] = useState<{ member: Member; address: string }>();
  const deed = useDeed();
  const manage = workspace.canManage;

  const change = (member: Member, roles: Role[]) => void deed.run(() => workspace.calls.changeMember(member.userId, roles)).then(reload);
  const remove = (member: Member) => void deed.run(() => workspace.calls.removeMember(member.userId)).then(() => { setLeaving(undefined); reload(); });

  const makeLink = (member: Member) => {
    setLink(undefined);
    void deed.run(async () => {
      const address = await workspace.calls.passwordLink(member.userId);
      setLink({ member, address: new URL(address, location.origin).href });
    });
  };

  return (
    <>
      <section className="settings-part">
        <h3>{t("inbox.settings.team")}</h3>
        <DeedNote deed={{ fault: fault ?? deed.fault, done: false }} />
        {members === undefined && fault === undefined && <span className="spinner" role="status" aria-label={t("inbox.app.loading")} />}
        <ul className="plain-list">
          {members?.map((member) => (
            <li key={member.userId}>
              <span className={`face ${online.includes(member.userId) ? "online" : ""}`}><Avatar name={member.name} shape="round" seed={member.userId} /></span>
              <span className="plain-name"><strong>{member.name}{member.accepted === false && <span className="chip">{t("inbox.team.invited")}</span>}</strong><small>{member.email}</small></span>
              <RolePicker roles={member.roles} readOnly={!manage || deed.busy} onChange={(roles) => change(member, roles)} />
              {manage && member.userId !== workspace.me.id && <IconButton icon="key" disabled={deed.busy}
                label={t(member.accepted === false ? "inbox.team.newLink" : "inbox.team.resetPassword", { name: member.name })} onClick={() => makeLink(member)} />}
              {manage && member.userId !== workspace.me.id && <IconButton icon="bin" label={t("inbox.team.remove", { name: member.name })} onClick={() => setLeaving(member)} />}
              {link?.member.userId === member.userId && (
                <OnceShown label={t(member.accepted === false ? "inbox.team.link" : "inbox.team.resetLink", { name: member.name })} value={link.address} onClose={() => setLink(undefined)} />
              )}
              {leaving === member && (
                <Sure question={t("inbox.team.removeSure", { name: member.name })} yes={t("inbox.team.removeYes")} no={t("inbox.app.cancel")} busy={deed.busy}
                  onYes={() => remove(member)} onNo={() => setLeaving(undefined)} />
              )}
            </li>
          ))}
        </ul>
      </section>
      {manage && <InviteForm onInvited={reload} />}
    </>
  );
}
