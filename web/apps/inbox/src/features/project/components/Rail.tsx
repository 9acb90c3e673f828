import { useCallback, useState } from "react";
import type { Me, Project } from "@besedka/api-client";
import { Avatar } from "@besedka/ui";
import { pass } from "../../../app/door";
import { go, useRoute } from "../../../app/navigation";
import { signOut } from "../../../app/session";
import { useTexts } from "../../../shared/useTexts";
import { ComfortPopover } from "../../live/components/ComfortPopover";
import { useProject } from "../hooks/useProject";
import { useWorkspace } from "../hooks/useWorkspace";
import { ProjectSwitcher } from "./ProjectSwitcher";
import { RailButton } from "./RailButton";

/** The painted beam on the left (below, on a phone): where one is, and what concerns oneself. */
export function Rail({ me, project, onHelp }: { me: Me; project: Project; onHelp: () => void }) {
  const { t } = useTexts();
  const route = useRoute();
  const [comfort, setComfort] = useState(false);
  const waiting = useProject((s) => s.lists.counts.mine + s.lists.counts.unassigned);
  const broken = useProject((s) => s.connections.some((one) => one.health.state === "broken"));
  const { canSeeDeals } = useWorkspace();
  const closeComfort = useCallback(() => setComfort(false), []);
  return (
    <nav className="rail" aria-label={t("inbox.rail.label")}>
      <ProjectSwitcher projects={me.projects} current={project} />
      <RailButton icon="chat" label={t("inbox.rail.inbox")} current={route.page === "inbox" || route.page === "home"} badge={waiting}
        onClick={() => go({ page: "inbox", project: project.id, view: "mine" })} />
      <RailButton icon="send" label={t("inbox.rail.mailing")} current={route.page === "mailing"}
        onClick={() => go({ page: "mailing", project: project.id, section: "broadcasts" })} />
      {canSeeDeals && <RailButton icon="board" label={t("inbox.rail.deals")} current={route.page === "deals"}
        onClick={() => go({ page: "deals", project: project.id })} />}
      <RailButton icon="gear" label={t("inbox.rail.settings")} current={route.page === "settings"} alarm={broken}
        onClick={() => go({ page: "settings", project: project.id, section: "profile" })} />
      <span className="rail-gap" />
      <RailButton icon="help" label={t("inbox.rail.help")} onClick={onHelp} wideOnly />
      <div className="rail-comfort">
        <RailButton icon="bell" label={t("inbox.rail.comfort")} expanded={comfort} onClick={() => setComfort(!comfort)} />
        {comfort && <ComfortPopover onClose={closeComfort} />}
      </div>
      <RailButton icon="leave" label={t("inbox.rail.signOut")} onClick={() => pass(() => void signOut())} wideOnly />
      <span className="rail-me" title={me.user.name}><Avatar name={me.user.name} shape="round" seed={me.user.id} /></span>
    </nav>
  );
}
