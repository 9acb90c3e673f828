import { useCallback, useState } from "react";
import type { Owner } from "@besedka/api-client";
import { Avatar, Icon, Popover } from "@besedka/ui";
import { OwnerMark } from "../../list/components/OwnerMark";
import { useTexts } from "../../../shared/useTexts";
import { useProject } from "../../project/hooks/useProject";
import { useWorkspace } from "../../project/hooks/useWorkspace";

/** Shows the owner; pressed, offers the operators. Who is online has a green dot. */
export function AssignMenu({ owner, onAssign }: { owner: Owner; onAssign: (user: number | null) => void }) {
  const { t } = useTexts();
  const { me } = useWorkspace();
  const [open, setOpen] = useState(false);
  const close = useCallback(() => setOpen(false), []);
  const members = useProject((s) => s.members);
  const online = useProject((s) => s.presence.online);
  const operators = members.filter((member) => member.roles.includes("OPERATOR"));
  const mine = owner.kind === "operator" && owner.id === me.id;
  const label = mine ? t("inbox.owner.you") : owner.name ?? t(`inbox.owner.${owner.kind}`);
  const choose = (user: number | null) => { close(); onAssign(user); };
  return (
    <div className="assign">
      <button type="button" className={`button owner ${owner.kind === "nobody" ? "lantern" : ""}`} aria-expanded={open}
        title={t("inbox.talk.assign")} onClick={() => setOpen(!open)}>
        <OwnerMark owner={owner} /><span className="owner-name">{label}</span><Icon name="down" size={14} />
      </button>
      {open && (
        <Popover label={t("inbox.talk.assign")} onClose={close} className="menu below">
          <p className="menu-title">{t("inbox.talk.assign")}</p>
          {operators.map((member) => (
            <button key={member.userId} type="button" className="menu-item" onClick={() => choose(member.userId)}
              aria-current={owner.kind === "operator" && owner.id === member.userId}>
              <span className={`face ${online.includes(member.userId) ? "online" : ""}`}><Avatar name={member.name} shape="round" size="small" seed={member.userId} /></span>
              <span>{member.name}{member.userId === me.id && ` (${t("inbox.owner.youAside")})`}</span>
              {online.includes(member.userId) && <span className="unseen">{t("inbox.owner.online")}</span>}
            </button>
          ))}
          {owner.kind !== "nobody" && <button type="button" className="menu-item" onClick={() => choose(null)}>{t("inbox.talk.unassign")}</button>}
        </Popover>
      )}
    </div>
  );
}
