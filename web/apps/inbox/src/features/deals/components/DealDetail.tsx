import type { Pipeline } from "@besedka/api-client";
import { useTexts } from "../../../shared/useTexts";
import { useProject } from "../../project/hooks/useProject";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { DeedNote } from "../../settings/components/DeedNote";
import type { DealView } from "../hooks/useDeal";
import { moneyWord } from "../state/filter";
import { money } from "../state/money";
import { DealHistoryView } from "./DealHistoryView";
import { DealRemoval } from "./DealRemoval";
import { DealVariables } from "./DealVariables";
import { StageDot } from "./StageDot";
import { TextInPlace } from "./TextInPlace";

/** All of a deal, changed in place. */
export function DealDetail({ view, pipelines }: { view: DealView; pipelines: readonly Pipeline[] }) {
  const { t, locale } = useTexts();
  const { canWorkDeals } = useWorkspace();
  const members = useProject((s) => s.members);
  const deal = view.one?.deal;
  if (deal === undefined) return null;
  const stage = pipelines.flatMap((one) => one.stages).find((one) => one.id === deal.stageId);
  const known = deal.responsible === undefined || members.some((member) => member.userId === deal.responsible?.id);
  return (
    <div className="deal-detail">
      {view.fault !== undefined && <DeedNote deed={{ fault: view.fault, done: false }} />}
      <TextInPlace label={t("inbox.deals.name")} value={deal.name} limit={250} readOnly={!canWorkDeals} className="deal-name" onChange={(name) => name !== "" && view.change({ name })} />
      <label className="field"><span className="label">{t("inbox.deals.stage")}</span>
        <span className="stage-choice">
          {stage !== undefined && <StageDot stage={stage} />}
          <select className="input" value={deal.stageId} disabled={!canWorkDeals} onChange={(event) => view.change({ stageId: Number(event.target.value) })}>
            {stage === undefined && <option value={deal.stageId}>{t("inbox.deals.goneStage")}</option>}
            {pipelines.map((pipeline) => (
              <optgroup key={pipeline.id} label={pipeline.name}>
                {pipeline.stages.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
              </optgroup>
            ))}
          </select>
        </span></label>
      <TextInPlace label={t("inbox.deals.budget")} value={deal.budget === undefined ? "" : money(deal.budget, locale)} limit={20} readOnly={!canWorkDeals} money
        onChange={(text) => view.change({ budget: text === "" ? null : Number(moneyWord(text)) })} />
      <label className="field"><span className="label">{t("inbox.deals.responsible")}</span>
        <select className="input" value={deal.responsible?.id ?? ""} disabled={!canWorkDeals} onChange={(event) => view.change({ responsibleId: event.target.value === "" ? null : Number(event.target.value) })}>
          <option value="">{t("inbox.deals.nobody")}</option>
          {!known && <option value={deal.responsible?.id}>{deal.responsible?.name ?? t("inbox.deals.goneUser")}</option>}
          {members.map((member) => <option key={member.userId} value={member.userId}>{member.name}</option>)}
        </select></label>
      <TextInPlace label={t("inbox.deals.description")} value={deal.description} limit={10_000} readOnly={!canWorkDeals} lines onChange={(description) => view.change({ description })} />
      <DealVariables variables={deal.variables} readOnly={!canWorkDeals} onChange={view.setVariable} />
      {canWorkDeals && <DealRemoval name={deal.name || t("inbox.deals.nameless")} onRemove={view.remove} />}
      <DealHistoryView id={deal.id} version={view.version} pipelines={pipelines} />
    </div>
  );
}
