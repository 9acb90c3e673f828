import { useEffect } from "react";
import { useTexts } from "../../../shared/useTexts";
import { useProject } from "../../project/hooks/useProject";

/** The number of waiting conversations in the title, and the lantern in the favicon. */
export function useUnreadMark(projectName: string): void {
  const { t } = useTexts();
  const waiting = useProject((s) => s.lists.counts.mine + s.lists.counts.unassigned);
  useEffect(() => {
    const title = `${projectName} · ${t("inbox.app.name")}`;
    document.title = waiting > 0 ? `(${waiting}) ${title}` : title;
    document.querySelector("link[rel=icon]")?.setAttribute("href", `/inbox/${waiting > 0 ? "favicon-unread" : "favicon"}.svg`);
    return () => {
      document.title = t("inbox.app.name");
    };
  }, [waiting, projectName, t]);
}
