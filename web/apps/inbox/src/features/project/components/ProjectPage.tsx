import { useEffect, useState } from "react";
import type { Me, Project } from "@besedka/api-client";
import { go, useRoute } from "../../../app/navigation";
import { api } from "../../../app/session";
import { DealsPage } from "../../deals/components/DealsPage";
import { HelpSheet } from "../../help/components/HelpSheet";
import { InboxPage } from "../../list/components/InboxPage";
import { LineBanner } from "../../live/components/LineBanner";
import { useBell } from "../../live/hooks/useBell";
import { useUnreadMark } from "../../live/hooks/useUnreadMark";
import { MailingPage } from "../../mailing/components/MailingPage";
import { SettingsPage } from "../../settings/components/SettingsPage";
import { WorkspaceContext } from "../hooks/WorkspaceContext";
import { Workspace } from "../state/Workspace";
import { Rail } from "./Rail";

export function ProjectPage({ me, project }: { me: Me; project: Project }) {
  const [workspace, setWorkspace] = useState<Workspace>();
  const key = project.roles.join();
  useEffect(() => {
    const opened = new Workspace(api, project, me.user);
    opened.start();
    setWorkspace(opened);
    return () => opened.stop();
  }, [project.id, me.user.id, key]);
  return workspace === undefined ? null : (
    <WorkspaceContext value={workspace}>
      <House me={me} project={project} />
    </WorkspaceContext>
  );
}

function House({ me, project }: { me: Me; project: Project }) {
  const route = useRoute();
  const [help, setHelp] = useState(false);
  useUnreadMark(project.name);
  useBell();
  useEffect(() => {
    if (route.page === "home") go({ page: "inbox", project: project.id, view: "mine" }, true);
  }, [route.page, project.id]);
  const talking = route.page === "inbox" && route.conversation !== undefined;
  return (
    <div className={`house ${talking ? "talking" : ""}`}>
      <Rail me={me} project={project} onHelp={() => setHelp(true)} />
      <div className="rooms">
        <LineBanner />
        {route.page === "settings"
          ? <SettingsPage me={me} current={project} section={route.section} />
          : route.page === "mailing" ? <MailingPage section={route.section} id={route.id} writing={route.writing === true} />
          : route.page === "deals"
          ? <DealsPage pipeline={route.pipeline} deal={route.deal} />
          : <InboxPage view={route.page === "inbox" ? route.view : "mine"}
              conversation={route.page === "inbox" ? route.conversation : undefined} onHelp={() => setHelp(true)} />}
      </div>
      {help && <HelpSheet onClose={() => setHelp(false)} />}
    </div>
  );
}
