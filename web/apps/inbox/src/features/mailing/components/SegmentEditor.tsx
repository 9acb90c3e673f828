import { useEffect, useState } from "react";
import { CONDITION_OPS, type SegmentFilter, type VariableCondition } from "@besedka/api-client";
import { Field, IconButton } from "@besedka/ui";
import { channelName } from "../../../shared/channelName";
import { faultText } from "../../../shared/faultText";
import { dayKey } from "../../../shared/times";
import { useTexts } from "../../../shared/useTexts";
import { beginningOf } from "../../../shared/zoned";
import { useProject } from "../../project/hooks/useProject";
import { useWorkspace } from "../../project/hooks/useWorkspace";

type Props = { filter: SegmentFilter; onChange: (filter: SegmentFilter) => void };
type Fact = "optedOut" | "blocked" | "hasPhone" | "hasEmail";
const FACTS: readonly Fact[] = ["hasPhone", "hasEmail", "optedOut", "blocked"];

/** What a segment finds, with how many that is just now. */
export function SegmentEditor({ filter, onChange }: Props) {
  const { t } = useTexts();
  const connections = useProject((s) => s.connections);
  const [tags, setTags] = useState(filter.tags?.join(", ") ?? "");
  const change = (part: Partial<SegmentFilter>) => onChange({ ...filter, ...part });
  const chosen = filter.connections ?? [];
  const conditions = filter.variables ?? [];
  const setCondition = (at: number, one: VariableCondition) => change({ variables: conditions.map((old, index) => (index === at ? one : old)) });

  return (
    <div className="segment-editor">
      <LiveCount filter={filter} />
      <fieldset className="rights"><legend>{t("inbox.segment.connections")}</legend>
        {connections.map((one) => (
          <label key={one.id} className="check"><input type="checkbox" checked={chosen.includes(one.id)}
            onChange={() => change({ connections: chosen.includes(one.id) ? chosen.filter((id) => id !== one.id) : [...chosen, one.id] })} />
            <span>{one.name} · {channelName(one.channel, t)}</span></label>
        ))}
      </fieldset>
      <Field label={t("inbox.segment.tags")} hint={t("inbox.segment.tagsHint")} value={tags} onChange={(text) => {
        setTags(text);
        change({ tags: text.split(",").map((one) => one.trim()).filter((one) => one !== "") });
      }} />
      <div className="pair">
        <Day label={t("inbox.segment.wroteFrom")} value={filter.wroteFrom} onChange={(wroteFrom) => change({ wroteFrom })} />
        <Day label={t("inbox.segment.wroteTo")} value={filter.wroteTo} onChange={(wroteTo) => change({ wroteTo })} />
        <Day label={t("inbox.segment.createdFrom")} value={filter.createdFrom} onChange={(createdFrom) => change({ createdFrom })} />
        <Day label={t("inbox.segment.createdTo")} value={filter.createdTo} onChange={(createdTo) => change({ createdTo })} />
      </div>
      <div className="pair">
        {FACTS.map((fact) => (
          <label key={fact} className="field"><span className="label">{t(`inbox.segment.${fact}`)}</span>
            <select className="input" value={String(filter[fact] ?? "")}
              onChange={(event) => change({ [fact]: event.target.value === "" ? undefined : event.target.value === "true" })}>
              <option value="">{t("inbox.segment.whatever")}</option>
              <option value="true">{t("inbox.segment.yes")}</option>
              <option value="false">{t("inbox.segment.no")}</option>
            </select></label>
        ))}
      </div>
      <fieldset className="rights"><legend>{t("inbox.segment.variables")}</legend>
        {conditions.map((one, at) => (
          <div key={at} className="condition">
            <input className="input" value={one.name} maxLength={200} placeholder={t("inbox.segment.variable")} aria-label={t("inbox.segment.variable")}
              onChange={(event) => setCondition(at, { ...one, name: event.target.value })} />
            <select className="input" value={one.op} aria-label={t("inbox.segment.op")}
              onChange={(event) => setCondition(at, { ...one, op: CONDITION_OPS.find((op) => op === event.target.value) ?? "EQ" })}>
              {CONDITION_OPS.map((op) => <option key={op} value={op}>{t(`inbox.op.${op}`)}</option>)}
            </select>
            {one.op !== "SET" && one.op !== "NOT_SET" && <input className="input" value={one.values?.join(", ") ?? ""} placeholder={t("inbox.segment.value")}
              aria-label={t("inbox.segment.value")} onChange={(event) => setCondition(at, { ...one, values: valuesOf(one.op, event.target.value) })} />}
            <IconButton icon="cross" label={t("inbox.segment.removeCondition")} onClick={() => change({ variables: conditions.filter((_, index) => index !== at) })} />
          </div>
        ))}
        <IconButton icon="plus" label={t("inbox.segment.addCondition")} onClick={() => change({ variables: [...conditions, { name: "", op: "EQ", values: [] }] })} />
        {conditions.length > 1 && <label className="check"><input type="checkbox" checked={filter.anyVariable === true}
          onChange={() => change({ anyVariable: filter.anyVariable !== true })} /><span>{t("inbox.segment.any")}</span></label>}
      </fieldset>
    </div>
  );
}

const valuesOf = (op: VariableCondition["op"], text: string): string[] =>
  op === "IN" || op === "NOT_IN" ? text.split(",").map((one) => one.trimStart()) : text === "" ? [] : [text];

function Day({ label, value, onChange }: { label: string; value: string | undefined; onChange: (value: string | undefined) => void }) {
  const { timeZone } = useTexts();
  return <Field label={label} type="date" value={value === undefined ? "" : dayKey(value, timeZone)} onChange={(day) => onChange(beginningOf(day, timeZone))} />;
}

/** What is half written does not count yet. */
export function finished(filter: SegmentFilter): SegmentFilter {
  const whole = (one: VariableCondition) => one.name.trim() !== "" && (one.op === "SET" || one.op === "NOT_SET" || (one.values ?? []).some((value) => value !== ""));
  const variables = (filter.variables ?? []).filter(whole).map((one) => (one.op === "SET" || one.op === "NOT_SET" ? { name: one.name, op: one.op } : one));
  return { ...filter, variables };
}

function LiveCount({ filter }: { filter: SegmentFilter }) {
  const { t } = useTexts();
  const { calls } = useWorkspace();
  const [count, setCount] = useState<number>();
  const [fault, setFault] = useState<unknown>();
  const asked = JSON.stringify(finished(filter));
  useEffect(() => {
    let late = false;
    const timer = setTimeout(() => calls.countSegment(finished(filter)).then(
      (found) => { if (!late) { setCount(found); setFault(undefined); } },
      (wrong: unknown) => { if (!late) setFault(wrong); },
    ), 300);
    return () => { late = true; clearTimeout(timer); };
  }, [asked]);
  if (fault !== undefined) return <p className="notice fault" role="alert">{faultText(fault, t)}</p>;
  return <p className="notice" role="status">{count === undefined ? "…" : t("inbox.segment.found", { count })}</p>;
}
