import { useEffect, useRef } from "react";
import type { Me, Project } from "@besedka/api-client";
import { Icon, type IconName } from "@besedka/ui";
import { go } from "../../../app/navigation";
import { SECTIONS, type Section } from "../../../app/route";
import { useTexts } from "../../../shared/useTexts";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { ConnectionsSection } from "./ConnectionsSection";
import { KeysSection } from "./KeysSection";
import { PipelinesSection } from "../../deals/components/PipelinesSection";
import { ProfileSection } from "./ProfileSection";
import { ProjectSection } from "./ProjectSection";
import { TeamSection } from "./TeamSection";
import { WebhooksSection } from "./WebhooksSection";

const ICONS: Record<Section, IconName> = {
  profile: "person", project: "house", team: "people", keys: "key", webhooks: "send", connections: "plug", pipelines: "board",
};

export function SettingsPage({ me, current, section }: { me: Me; current: Project; section: Section }) {
  const { t } = useTexts();
  const { project, canSet } = useWorkspace();
  const nav = useRef<HTMLElement>(null);
  // On a phone the sections lie in one row, wider than the screen.
  useEffect(() => nav.current?.querySelector("[aria-current=page]")?.scrollIntoView({ block: "nearest", inline: "center" }), [section]);
  return (
    <div className="settings">
      <nav ref={nav} className="settings-nav" aria-label={t("inbox.rail.settings")}>
        <h2>{t("inbox.rail.settings")}</h2>
        {SECTIONS.filter((one) => one !== "project" || canSet).map((one) => (
          <button key={one} type="button" aria-current={one === section ? "page" : undefined} onClick={() => go({ page: "settings", project: project.id, section: one })}>
            <Icon name={ICONS[one]} size={18} />{t(`inbox.settings.${one}`)}
          </button>
        ))}
      </nav>
      <main className="settings-body">
        {section === "profile" && <ProfileSection user={me.user} />}
        {section === "project" && (canSet ? <ProjectSection key={current.id} project={current} /> : <p className="nothing-here">{t("inbox.fault.forbidden")}</p>)}
        {section === "team" && <TeamSection />}
        {section === "keys" && <KeysSection />}
        {section === "webhooks" && <WebhooksSection />}
        {section === "connections" && <ConnectionsSection />}
        {section === "pipelines" && <PipelinesSection />}
      </main>
    </div>
  );
}
