import { Icon } from "@besedka/ui";
import { go } from "../../../app/navigation";
import type { MailingSection } from "../../../app/route";
import { useTexts } from "../../../shared/useTexts";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { BroadcastPage } from "./BroadcastPage";
import { BroadcastsSection } from "./BroadcastsSection";
import { ListPage } from "./ListPage";
import { ListsSection } from "./ListsSection";
import "../mailing.css";

const SECTIONS: readonly MailingSection[] = ["broadcasts", "lists"];

export function MailingPage({ section, id, writing }: { section: MailingSection; id: number | undefined; writing: boolean }) {
  const { t } = useTexts();
  const { project } = useWorkspace();
  return (
    <div className="settings mailing">
      <nav className="settings-nav" aria-label={t("inbox.rail.mailing")}>
        <h2>{t("inbox.rail.mailing")}</h2>
        {SECTIONS.map((one) => (
          <button key={one} type="button" aria-current={one === section ? "page" : undefined} onClick={() => go({ page: "mailing", project: project.id, section: one })}>
            <Icon name={one === "lists" ? "people" : "send"} size={18} />{t(`inbox.mailing.${one}`)}
          </button>
        ))}
      </nav>
      <main className="settings-body">
        {section === "lists" && (id === undefined ? <ListsSection /> : <ListPage key={id} id={id} />)}
        {section === "broadcasts" && (id === undefined ? <BroadcastsSection writing={writing} /> : <BroadcastPage key={id} id={id} writing={writing} />)}
      </main>
    </div>
  );
}
