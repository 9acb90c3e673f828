import type { Stage } from "@besedka/api-client";
import { Icon, Popover } from "@besedka/ui";
import { useTexts } from "../../../shared/useTexts";
import { StageDot } from "./StageDot";

type Props = { stages: readonly Stage[]; current: number; onMove: (stage: number) => void; onClose: () => void };

export function MoveMenu({ stages, current, onMove, onClose }: Props) {
  const { t } = useTexts();
  return (
    <Popover label={t("inbox.deals.moveTo")} onClose={onClose} className="menu">
      <p className="menu-title">{t("inbox.deals.moveTo")}</p>
      {stages.map((stage) => (
        <button key={stage.id} type="button" className="menu-item" aria-current={stage.id === current} onClick={() => onMove(stage.id)}>
          <StageDot stage={stage} /><span className="menu-words">{stage.name}</span>
          {stage.id === current && <Icon name="tick" size={16} />}
        </button>
      ))}
    </Popover>
  );
}
