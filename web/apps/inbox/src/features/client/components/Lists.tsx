import { useCallback } from "react";
import { Icon } from "@besedka/ui";
import { useTexts } from "../../../shared/useTexts";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { useLoaded } from "../../settings/hooks/useLoaded";

/** The lists into which the client was put, and whether broadcasts come. */
export function Lists({ id, onFault }: { id: number; onFault: (fault: unknown) => void }) {
  const { t } = useTexts();
  const { calls, canWrite } = useWorkspace();
  const { value, reload } = useLoaded(useCallback(() => calls.listsOfClient(id), [calls, id]));
  const all = useLoaded(calls.lists);
  const change = (list: number, add: number[], remove: number[]) => void calls.changeMembersOfList(list, add, remove).then(reload, onFault);
  const optOut = (out: boolean) => void calls.optOut(id, out).then(reload, onFault);
  const free = all.value?.lists.filter((list) => list.kind === "manual" && !value?.lists.some((one) => one.id === list.id)) ?? [];
  if (value === undefined) return null;
  return (
    <section className="card-part-of">
      <h4>{t("inbox.card.lists")}</h4>
      <ul className="tags">
        {value.lists.map((list) => (
          <li key={list.id} className="chip"><Icon name="people" size={13} /><span>{list.name}</span>
            {canWrite && <button type="button" className="chip-cross" aria-label={t("inbox.card.leaveList", { list: list.name })} onClick={() => change(list.id, [], [id])}><Icon name="cross" size={12} /></button>}
          </li>
        ))}
        {value.lists.length === 0 && <li className="nothing-here">{t("inbox.card.noLists")}</li>}
      </ul>
      {canWrite && free.length > 0 && (
        <select className="input slim" value="" aria-label={t("inbox.card.addToList")} onChange={(event) => change(Number(event.target.value), [id], [])}>
          <option value="" disabled>{t("inbox.card.addToList")}</option>
          {free.map((list) => <option key={list.id} value={list.id}>{list.name}</option>)}
        </select>
      )}
      <label className="check"><input type="checkbox" role="switch" checked={!value.optedOut} disabled={!canWrite} onChange={() => optOut(!value.optedOut)} />
        <span>{t("inbox.card.broadcasts")}</span></label>
    </section>
  );
}
