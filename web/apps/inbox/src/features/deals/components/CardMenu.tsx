import type { Stage } from "@besedka/api-client";
import { Icon, Popover } from "@besedka/ui";
import { useTexts } from "../../../shared/useTexts";
import { DealRemoval } from "./DealRemoval";
import { StageDot } from "./StageDot";

type Props = {
  name: string;
  stages: readonly Stage[];
  current: number;
  onMove: (stage: number) => void;
  onRemove: () => void;
  onClose: () => void;
};

/** What can be done with a card without opening it. */
export function CardMenu({ name, stages, current, onMove, onRemove, onClose }: Props) {
  const { t } = useTexts();
  return (
    <Popover label={t("inbox.deals.actionsOf", { name })} onClose={onClose} className="menu">
      <p className="menu-title">{t("inbox.deals.moveTo")}</p>
      {stages.map((stage) => (
        <button key={stage.id} type="button" className="menu-item" aria-current={stage.id === current} onClick={() => onMove(stage.id)}>
          <StageDot stage={stage} /><span className="menu-words">{stage.name}</span>
          {stage.id === current && <Icon name="tick" size={16} />}
        </button>
      ))}
      <div className="menu-end"><DealRemoval name={name} onRemove={onRemove} /></div>
    </Popover>
  );
}
