import { useEffect } from "react";
import type { ServerFrame, Summary } from "@besedka/api-client";
import { go, useRoute } from "../../../app/navigation";
import { previewText } from "../../list/state/previewText";
import { useTexts } from "../../../shared/useTexts";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { comfort } from "../state/comfort";
import { ring } from "../state/ring";

/** Rings and notifies when a client writes to me or to nobody, unless I am looking at that very conversation. */
export function useBell(): void {
  const workspace = useWorkspace();
  const route = useRoute();
  const { t } = useTexts();
  const looking = route.page === "inbox" ? route.conversation : undefined;
  useEffect(() => {
    const concerns = (summary: Summary) =>
      summary.unread > 0 && summary.status === "open" &&
      (summary.owner.kind === "nobody" || summary.owner.kind === "team" || summary.owner.id === workspace.me.id);
    const hear = (frame: ServerFrame) => {
      // While catching up after an absence the news is old; one ring for each would be a peal.
      if (frame.type !== "conversation" || workspace.store.get().line !== "live") return;
      const { conversation, messages } = frame;
      if (!concerns(conversation) || !messages.some((m) => m.author.kind === "client" && m.seq > conversation.readSeq)) return;
      const away = document.visibilityState !== "visible" || !document.hasFocus();
      if (!away && looking === conversation.id) return;
      if (comfort.get().sound) ring();
      if (away && comfort.get().notices) notify(conversation);
    };
    const notify = (conversation: Summary) => {
      const notice = new Notification(conversation.client.name || t("inbox.client.nameless"), {
        body: previewText(conversation.preview.text, t), tag: `conversation-${conversation.id}`, icon: "/inbox/favicon.svg",
      });
      notice.onclick = () => {
        window.focus();
        notice.close();
        go({ page: "inbox", project: workspace.project.id, view: "all", conversation: conversation.id });
      };
    };
    workspace.onFrame.add(hear);
    return () => void workspace.onFrame.delete(hear);
  }, [workspace, looking, t]);
}
