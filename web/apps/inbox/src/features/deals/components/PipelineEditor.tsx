import { useState, type FormEvent } from "react";
import type { Pipeline, Stage } from "@besedka/api-client";
import { IconButton } from "@besedka/ui";
import { useTexts } from "../../../shared/useTexts";
import type { ProjectApi } from "../../project/api/projectApi";
import { NameInPlace } from "./NameInPlace";
import { RemoveSure } from "./RemoveSure";
import { StageRow } from "./StageRow";

type Calls = ProjectApi["deals"];
type Props = {
  pipeline: Pipeline;
  pipelines: readonly Pipeline[];
  first: boolean;
  last: boolean;
  readOnly: boolean;
  onChange: (change: (calls: Calls) => Promise<unknown>) => void;
  onUp: () => void;
  onDown: () => void;
};

export function PipelineEditor({ pipeline, pipelines, first, last, readOnly, onChange, onUp, onDown }: Props) {
  const { t } = useTexts();
  const [name, setName] = useState("");
  const [leaving, setLeaving] = useState<Stage | "all">();
  const { id, stages } = pipeline;
  function add(event: FormEvent) {
    event.preventDefault();
    if (name.trim() !== "") onChange((calls) => calls.addStage(id, { name: name.trim() }));
    setName("");
  }
  const remove = (to: number | undefined) => {
    onChange((calls) => (leaving === "all" ? calls.removePipeline(id, to) : calls.removeStage(id, leaving?.id ?? 0, to)));
    setLeaving(undefined);
  };
  const gone = leaving === "all" ? stages.map((stage) => stage.id) : leaving === undefined ? [] : [leaving.id];
  return (
    <section className="settings-part pipeline-editor" aria-label={pipeline.name}>
      <header className="pipeline-head">
        <NameInPlace label={t("inbox.pipelines.name")} value={pipeline.name} readOnly={readOnly} onChange={(changed) => onChange((calls) => calls.changePipeline(id, { name: changed }))} />
        {!readOnly && (
          <>
            <IconButton icon="up" label={t("inbox.pipelines.up", { name: pipeline.name })} disabled={first} onClick={onUp} />
            <IconButton icon="down" label={t("inbox.pipelines.down", { name: pipeline.name })} disabled={last} onClick={onDown} />
            <IconButton icon="bin" label={t("inbox.pipelines.remove", { name: pipeline.name })} disabled={pipelines.length < 2} onClick={() => setLeaving("all")} />
          </>
        )}
      </header>
      {leaving === "all" && <RemoveSure name={pipeline.name} gone={gone} pipelines={pipelines} onYes={remove} onNo={() => setLeaving(undefined)} />}
      <ol className="stage-rows">
        {stages.map((stage, index) => (
          <StageRow key={stage.id} stage={stage} first={index === 0} last={index === stages.length - 1} readOnly={readOnly}
            onChange={(change) => onChange((calls) => calls.changeStage(id, stage.id, change))}
            onMove={(by) => onChange((calls) => calls.changeStage(id, stage.id, { position: index + by }))} onRemove={() => setLeaving(stage)}>
            {leaving === stage && <RemoveSure name={stage.name} gone={gone} pipelines={pipelines} onYes={remove} onNo={() => setLeaving(undefined)} />}
          </StageRow>
        ))}
      </ol>
      {!readOnly && stages.length < 50 && (
        <form className="inline-form" onSubmit={add}>
          <input className="input" value={name} maxLength={100} onChange={(event) => setName(event.target.value)} placeholder={t("inbox.pipelines.newStage")} aria-label={t("inbox.pipelines.newStage")} />
          <button type="submit" className="button" disabled={name.trim() === ""}>{t("inbox.pipelines.addStage")}</button>
        </form>
      )}
    </section>
  );
}
