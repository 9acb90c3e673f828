import { useEffect, useRef } from "react";
import type { Pipeline } from "@besedka/api-client";
import { Icon, IconButton } from "@besedka/ui";
import { go } from "../../../app/navigation";
import { channelIcon } from "../../../shared/channelIcon";
import { useTexts } from "../../../shared/useTexts";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { DeedNote } from "../../settings/components/DeedNote";
import { useDeal } from "../hooks/useDeal";
import { DealDetail } from "./DealDetail";

/** A deal beside the board; on a phone over it. */
export function DealDrawer({ id, pipelines, onClose }: { id: number; pipelines: readonly Pipeline[]; onClose: () => void }) {
  const { t } = useTexts();
  const { project } = useWorkspace();
  const view = useDeal(id);
  const deal = view.one?.deal;
  const drawer = useRef<HTMLElement>(null);
  // Whoever opened it goes on in it, and stands at its card again afterwards.
  useEffect(() => {
    drawer.current?.focus();
    return () => {
      if (document.activeElement === document.body) document.querySelector<HTMLElement>(`[data-card="${id}"]`)?.focus();
    };
  }, [id]);
  useEffect(() => {
    const key = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented && document.querySelector(".popover") === null) onClose();
    };
    document.addEventListener("keydown", key);
    return () => document.removeEventListener("keydown", key);
  }, [onClose]);
  return (
    <aside ref={drawer} tabIndex={-1} className="deal-drawer" aria-label={t("inbox.deals.deal")}>
      <IconButton icon="cross" label={t("inbox.app.close")} onClick={onClose} className="card-close" />
      {deal === undefined
        ? view.fault === undefined ? <div className="rows-note" role="status"><span className="spinner" /></div> : <DeedNote deed={{ fault: view.fault, done: false }} />
        : (
          <>
            <p className="deal-client"><Icon name={channelIcon(deal.client.channel)} size={16} /><span>{deal.client.name || t("inbox.client.nameless")}</span></p>
            <button type="button" className="button wide" onClick={() => go({ page: "inbox", project: project.id, view: "all", conversation: deal.conversationId })}>
              <Icon name="chat" size={18} />{t("inbox.deals.openConversation")}
            </button>
            <DealDetail view={view} pipelines={pipelines} />
          </>
        )}
    </aside>
  );
}
