import { useState, type FormEvent } from "react";
import { useTexts } from "../../../shared/useTexts";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { DeedNote } from "../../settings/components/DeedNote";
import { useDeed } from "../../settings/hooks/useDeed";
import { useLoaded } from "../../settings/hooks/useLoaded";
import { PipelineEditor } from "./PipelineEditor";

/** The pipelines of the project and their stages. */
export function PipelinesSection() {
  const { t } = useTexts();
  const { calls, canSet } = useWorkspace();
  const { value: pipelines, fault, reload } = useLoaded(calls.deals.pipelines);
  const deed = useDeed();
  const [name, setName] = useState("");
  const run = (work: () => Promise<unknown>) => void deed.run(work).then(reload);
  function add(event: FormEvent) {
    event.preventDefault();
    if (name.trim() !== "") run(() => calls.deals.addPipeline(name.trim()));
    setName("");
  }
  return (
    <>
      <section className="settings-part">
        <h3>{t("inbox.settings.pipelines")}</h3>
        <p>{t("inbox.pipelines.about")}</p>
        <DeedNote deed={{ fault: fault ?? deed.fault, done: false }} />
        {pipelines === undefined && fault === undefined && <span className="spinner" role="status" aria-label={t("inbox.app.loading")} />}
        {canSet && pipelines !== undefined && (
          <form className="inline-form" onSubmit={add}>
            <input className="input" value={name} maxLength={100} onChange={(event) => setName(event.target.value)} placeholder={t("inbox.pipelines.newName")} aria-label={t("inbox.pipelines.newName")} />
            <button type="submit" className="button" disabled={deed.busy || name.trim() === ""}>{t("inbox.pipelines.add")}</button>
          </form>
        )}
      </section>
      {pipelines?.map((pipeline, index) => (
        <PipelineEditor key={pipeline.id} pipeline={pipeline} pipelines={pipelines} first={index === 0} last={index === pipelines.length - 1}
          readOnly={!canSet || deed.busy} onChange={(change) => run(() => change(calls.deals))} onUp={() => run(() => calls.deals.changePipeline(pipeline.id, { position: index - 1 }))}
          onDown={() => run(() => calls.deals.changePipeline(pipeline.id, { position: index + 1 }))} />
      ))}
    </>
  );
}
