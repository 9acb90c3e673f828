import { useEffect } from "react";
import { useTexts } from "../../../shared/useTexts";
import { useProject } from "../../project/hooks/useProject";
import { useWorkspace } from "../../project/hooks/useWorkspace";

/** The number of waiting conversations in the title, and the lantern in the favicon. */
export function useUnreadMark(): void {
  const { t } = useTexts();
  const { project } = useWorkspace();
  const waiting = useProject((s) => s.lists.counts.mine + s.lists.counts.unassigned);
  useEffect(() => {
    const title = `${project.name} · ${t("inbox.app.name")}`;
    document.title = waiting > 0 ? `(${waiting}) ${title}` : title;
    document.querySelector("link[rel=icon]")?.setAttribute("href", `/inbox/${waiting > 0 ? "favicon-unread" : "favicon"}.svg`);
    return () => {
      document.title = t("inbox.app.name");
    };
  }, [waiting, project.name, t]);
}
