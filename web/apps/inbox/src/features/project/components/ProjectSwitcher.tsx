import { useCallback, useState } from "react";
import type { Project } from "@besedka/api-client";
import { Icon, Popover } from "@besedka/ui";
import { go } from "../../../app/navigation";
import { useTexts } from "../../../shared/useTexts";

export function ProjectSwitcher({ projects, current }: { projects: readonly Project[]; current: Project }) {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  const close = useCallback(() => setOpen(false), []);
  return (
    <div className="switcher">
      <button type="button" className="rail-button roof" aria-label={t("inbox.rail.project", { name: current.name })}
        title={current.name} aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name="house" size={26} />
      </button>
      {open && (
        <Popover label={t("inbox.rail.projects")} onClose={close} className="menu">
          <p className="menu-title">{t("inbox.rail.projects")}</p>
          {projects.map((project) => (
            <button key={project.id} type="button" className="menu-item" aria-current={project.id === current.id}
              onClick={() => { close(); go({ page: "inbox", project: project.id, view: "mine" }); }}>
              <span>{project.name}</span>
              {project.id === current.id && <Icon name="tick" size={16} />}
            </button>
          ))}
        </Popover>
      )}
    </div>
  );
}
