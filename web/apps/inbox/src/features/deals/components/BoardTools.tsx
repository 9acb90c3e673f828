import { useCallback, useEffect, useState } from "react";
import type { Pipeline } from "@besedka/api-client";
import { Icon, IconButton, Popover } from "@besedka/ui";
import { go } from "../../../app/navigation";
import { useTexts } from "../../../shared/useTexts";
import { useProject } from "../../project/hooks/useProject";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { totalOf, type Boarded } from "../state/board";
import { isFiltered, moneyWord, NO_FILTER, type BoardFilter } from "../state/filter";
import { money } from "../state/money";

const TYPING = 300;

type Props = {
  pipelines: readonly Pipeline[];
  pipeline: Pipeline | undefined;
  onPipeline: (id: number) => void;
  filter: BoardFilter;
  onFilter: (filter: BoardFilter) => void;
  board: Boarded | undefined;
};

/** Which pipeline, what is sought in it, and what it is worth in all. */
export function BoardTools({ pipelines, pipeline, onPipeline, filter, onFilter, board }: Props) {
  const { t, locale } = useTexts();
  const { me, calls, project, canSet } = useWorkspace();
  const [more, setMore] = useState(false);
  const close = useCallback(() => setMore(false), []);
  const total = board === undefined ? undefined : totalOf(board);
  const mine = filter.responsible === me.id;
  const address = calls.deals.exportAddress({ ...filter, pipeline: pipeline?.id, separator: locale === "ru" ? "semicolon" : "comma" });
  return (
    <header className="deals-tools">
      <h2 className="unseen">{t("inbox.rail.deals")}</h2>
      <select className="input pipeline-choice" aria-label={t("inbox.deals.pipeline")} value={pipeline?.id ?? ""} onChange={(event) => onPipeline(Number(event.target.value))}>
        {pipeline === undefined && <option value="" />}
        {pipelines.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
      </select>
      <SoughtText value={filter.q ?? ""} onChange={(q) => onFilter({ ...filter, q: q === "" ? undefined : q })} />
      <button type="button" className={`button ${mine ? "chosen" : ""}`} aria-pressed={mine} onClick={() => onFilter({ ...filter, responsible: mine ? undefined : me.id })}>{t("inbox.deals.onlyMine")}</button>
      <span className="popover-home">
        <button type="button" className={`button ${filter.budgetFrom !== undefined || filter.budgetTo !== undefined || (filter.responsible !== undefined && !mine) ? "chosen" : ""}`} aria-expanded={more} onClick={() => setMore(!more)}>{t("inbox.deals.filters")}</button>
        {more && <Popover label={t("inbox.deals.filters")} onClose={close}><FilterFields filter={filter} onFilter={onFilter} /></Popover>}
      </span>
      {isFiltered(filter) && <IconButton icon="cross" label={t("inbox.deals.clearFilter")} onClick={() => onFilter(NO_FILTER)} />}
      <span className="deals-gap" />
      {total !== undefined && (
        <p className="deals-total" role="status"><span>{t("inbox.deals.count", { count: total.count })}</span>{total.sum > 0 && <strong>{money(total.sum, locale)}</strong>}</p>
      )}
      <a className="button quiet" href={address} download title={t("inbox.deals.export")}><Icon name="download" size={18} /><span className="roomy">{t("inbox.deals.export")}</span></a>
      {canSet && <IconButton icon="gear" label={t("inbox.deals.setUp")} onClick={() => go({ page: "settings", project: project.id, section: "pipelines" })} />}
    </header>
  );
}

/** Sought when one has stopped typing for a moment. */
function SoughtText({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTexts();
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text.trim() === value) return;
    const timer = setTimeout(() => onChange(text.trim()), TYPING);
    return () => clearTimeout(timer);
  }, [text, value]);
  return <input type="search" className="input deals-search" value={text} maxLength={100} onChange={(event) => setText(event.target.value)} placeholder={t("inbox.deals.search")} aria-label={t("inbox.deals.search")} />;
}

function FilterFields({ filter, onFilter }: { filter: BoardFilter; onFilter: (filter: BoardFilter) => void }) {
  const { t } = useTexts();
  const members = useProject((s) => s.members);
  return (
    <div className="filter-fields">
      <label className="field"><span className="label">{t("inbox.deals.responsible")}</span>
        <select className="input" value={filter.responsible ?? ""} onChange={(event) => onFilter({ ...filter, responsible: event.target.value === "" ? undefined : Number(event.target.value) })}>
          <option value="">{t("inbox.deals.anybody")}</option>
          <option value="0">{t("inbox.deals.nobody")}</option>
          {members.map((member) => <option key={member.userId} value={member.userId}>{member.name}</option>)}
        </select></label>
      <BudgetField label={t("inbox.deals.budgetFrom")} value={filter.budgetFrom} onChange={(budgetFrom) => onFilter({ ...filter, budgetFrom })} />
      <BudgetField label={t("inbox.deals.budgetTo")} value={filter.budgetTo} onChange={(budgetTo) => onFilter({ ...filter, budgetTo })} />
    </div>
  );
}

function BudgetField({ label, value, onChange }: { label: string; value: string | undefined; onChange: (value: string | undefined) => void }) {
  const [text, setText] = useState(value ?? "");
  const wrong = text.trim() !== "" && moneyWord(text) === undefined;
  const settle = () => !wrong && onChange(moneyWord(text));
  return (
    <label className="field"><span className="label">{label}</span>
      <input className="input" inputMode="decimal" value={text} aria-invalid={wrong} onChange={(event) => setText(event.target.value)} onBlur={settle}
        onKeyDown={(event) => event.key === "Enter" && settle()} /></label>
  );
}
