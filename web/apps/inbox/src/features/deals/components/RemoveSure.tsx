import { useState } from "react";
import type { Pipeline } from "@besedka/api-client";
import { Sure } from "@besedka/ui";
import { useTexts } from "../../../shared/useTexts";

type Props = { name: string; gone: readonly number[]; pipelines: readonly Pipeline[]; onYes: (to: number | undefined) => void; onNo: () => void };

/** Asks before a stage or a pipeline is deleted, and where its deals shall go. */
export function RemoveSure({ name, gone, pipelines, onYes, onNo }: Props) {
  const { t } = useTexts();
  const [to, setTo] = useState("");
  return (
    <Sure question={t("inbox.pipelines.removeSure", { name })} yes={t("inbox.pipelines.removeYes")} no={t("inbox.app.cancel")}
      onYes={() => onYes(to === "" ? undefined : Number(to))} onNo={onNo}>
      <select className="input slim" aria-label={t("inbox.pipelines.moveDeals")} value={to} autoFocus onChange={(event) => setTo(event.target.value)}>
        <option value="">{t("inbox.pipelines.noDeals")}</option>
        {pipelines.map((pipeline) => (
          <optgroup key={pipeline.id} label={pipeline.name}>
            {pipeline.stages.filter((stage) => !gone.includes(stage.id)).map((stage) => <option key={stage.id} value={stage.id}>{t("inbox.pipelines.dealsTo", { stage: stage.name })}</option>)}
          </optgroup>
        ))}
      </select>
    </Sure>
  );
}
