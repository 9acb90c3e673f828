import { useState } from "react";
import type { Pipeline } from "@besedka/api-client";
import { Icon } from "@besedka/ui";
import { go } from "../../../app/navigation";
import { useTexts } from "../../../shared/useTexts";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { DeedNote } from "../../settings/components/DeedNote";
import { useDeed } from "../../settings/hooks/useDeed";
import { useLoaded } from "../../settings/hooks/useLoaded";
import { useClientDeals, type ClientDeals } from "../hooks/useClientDeals";
import { useDeal } from "../hooks/useDeal";
import { money } from "../state/money";
import { DealDetail } from "./DealDetail";
import { StageDot } from "./StageDot";

/** The client's current deal in the card of a conversation, and the others below. */
export function DealPanel({ conversation }: { conversation: number }) {
  const { t } = useTexts();
  const { calls, canWorkDeals } = useWorkspace();
  const { value: pipelines } = useLoaded(calls.deals.pipelines);
  const { value, fault, reload } = useClientDeals(conversation);
  const deed = useDeed();
  const open = () => void deed.run(() => calls.deals.create({ conversationId: conversation, key: crypto.randomUUID() })).then(reload);
  return (
    <section className="card-part-of deal-panel">
      <h4>{t("inbox.deals.deal")}</h4>
      {(fault ?? deed.fault) !== undefined && <DeedNote deed={{ fault: fault ?? deed.fault, done: false }} />}
      {value === undefined && fault === undefined && <span className="spinner" role="status" aria-label={t("inbox.app.loading")} />}
      {value !== undefined && value.current === undefined && <p className="nothing-here">{t("inbox.deals.noDeal")}</p>}
      {value !== undefined && value.current === undefined && <Awaiting values={value.awaiting} />}
      {value?.current !== undefined && <CurrentDeal id={value.current} pipelines={pipelines ?? []} />}
      {value !== undefined && canWorkDeals && (
        <button type="button" className="button quiet" disabled={deed.busy} onClick={open}><Icon name="plus" size={18} />{t("inbox.deals.new")}</button>
      )}
      {value !== undefined && <OtherDeals value={value} pipelines={pipelines ?? []} />}
    </section>
  );
}

function CurrentDeal({ id, pipelines }: { id: number; pipelines: readonly Pipeline[] }) {
  return <DealDetail view={useDeal(id)} pipelines={pipelines} />;
}

/** The bot collects before there is a deal; the first one takes it over. */
function Awaiting({ values }: { values: Readonly<Record<string, string>> }) {
  const { t } = useTexts();
  const names = Object.keys(values).sort();
  if (names.length === 0) return null;
  return (
    <>
      <p className="nothing-here">{t("inbox.deals.awaiting")}</p>
      <dl className="variables">{names.map((name) => <div key={name}><dt>{name}</dt><dd>{values[name]}</dd></div>)}</dl>
    </>
  );
}

function OtherDeals({ value, pipelines }: { value: ClientDeals; pipelines: readonly Pipeline[] }) {
  const { t, locale } = useTexts();
  const { project } = useWorkspace();
  const [all, setAll] = useState(false);
  const others = value.deals.filter((deal) => deal.id !== value.current);
  if (others.length === 0) return null;
  const stages = new Map(pipelines.flatMap((one) => one.stages).map((stage) => [stage.id, stage]));
  return (
    <>
      <h5>{t("inbox.deals.others", { count: others.length })}</h5>
      <ul className="other-deals">
        {others.slice(0, all ? others.length : 3).map((deal) => {
          const stage = stages.get(deal.stageId);
          return (
            <li key={deal.id}>
              <button type="button" onClick={() => go({ page: "deals", project: project.id, pipeline: deal.pipelineId, deal: deal.id })}>
                <span>{deal.name || t("inbox.deals.nameless")}</span>
                <small>{stage !== undefined && <><StageDot stage={stage} />{stage.name}</>}{deal.budget !== undefined && ` · ${money(deal.budget, locale)}`}</small>
              </button>
            </li>
          );
        })}
      </ul>
      {!all && others.length > 3 && <button type="button" className="button quiet" onClick={() => setAll(true)}>{t("inbox.deals.more", { count: others.length - 3 })}</button>}
    </>
  );
}
