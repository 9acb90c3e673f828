import type { ReactNode } from "react";
import { STAGE_COLORS, type Ending, type Stage, type StageChange } from "@besedka/api-client";
import { IconButton } from "@besedka/ui";
import { useTexts } from "../../../shared/useTexts";
import { NameInPlace } from "./NameInPlace";
import { StageDot } from "./StageDot";

const ENDINGS: readonly Ending[] = ["open", "success", "failed"];

type Props = {
  stage: Stage;
  first: boolean;
  last: boolean;
  readOnly: boolean;
  onChange: (change: StageChange) => void;
  onMove: (by: number) => void;
  onRemove: () => void;
  children: ReactNode;
};

export function StageRow({ stage, first, last, readOnly, onChange, onMove, onRemove, children }: Props) {
  const { t } = useTexts();
  const { name } = stage;
  return (
    <li className="stage-row">
      <StageDot stage={stage} />
      <NameInPlace label={t("inbox.pipelines.stageName")} value={name} readOnly={readOnly} onChange={(changed) => onChange({ name: changed })} />
      <select className="input slim" disabled={readOnly} aria-label={t("inbox.pipelines.colorOf", { name })} value={stage.color}
        onChange={(event) => onChange({ color: STAGE_COLORS.find((one) => one === event.target.value) ?? "grey" })}>
        {STAGE_COLORS.map((color) => <option key={color} value={color}>{t(`inbox.pipelines.color.${color}`)}</option>)}
      </select>
      <select className="input slim" disabled={readOnly} aria-label={t("inbox.pipelines.endingOf", { name })} value={stage.ending}
        onChange={(event) => onChange({ ending: ENDINGS.find((one) => one === event.target.value) ?? "open" })}>
        {ENDINGS.map((ending) => <option key={ending} value={ending}>{t(`inbox.pipelines.ending.${ending}`)}</option>)}
      </select>
      {!readOnly && (
        <span className="stage-row-acts">
          <IconButton icon="up" label={t("inbox.pipelines.up", { name })} disabled={first} onClick={() => onMove(-1)} />
          <IconButton icon="down" label={t("inbox.pipelines.down", { name })} disabled={last} onClick={() => onMove(1)} />
          <IconButton icon="bin" label={t("inbox.pipelines.remove", { name })} onClick={onRemove} />
        </span>
      )}
      {children}
    </li>
  );
}
