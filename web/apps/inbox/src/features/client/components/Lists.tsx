import { useCallback } from "react";
import { Icon } from "@besedka/ui";
import { useNeighbour } from "../../../shared/useNeighbour";
import { useTexts } from "../../../shared/useTexts";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { useLoaded } from "../../settings/hooks/useLoaded";

/** The lists into which the client was put, and whether broadcasts come. */
export function Lists({ id, onFault }: { id: number; onFault: (fault: unknown) => void }) {
  const { t } = useTexts();
  const { calls, canWrite } = useWorkspace();
  const { value, reload } = useLoaded(useCallback(() => calls.listsOfClient(id), [calls, id]));
  const all = useLoaded(calls.lists);
  const join = (list: number) => void calls.changeMembersOfList(list, [id], []).then(reload, onFault);
  const list = useNeighbour<HTMLUListElement>(".chip-cross", value);
  const leave = (from: number, row: number) => void calls.changeMembersOfList(from, [], [id]).then(() => { list.goes(row); reload(); }, onFault);
  const optOut = (out: boolean) => void calls.optOut(id, out).then(reload, onFault);
  const free = all.value?.lists.filter((list) => list.kind === "manual" && !value?.lists.some((one) => one.id === list.id)) ?? [];
  if (value === undefined) return null;
  return (
    <section className="card-part-of">
      <h4>{t("inbox.card.lists")}</h4>
      <ul ref={list.ref} className="tags" tabIndex={-1}>
        {value.lists.map((one, row) => (
          <li key={one.id} className="chip"><Icon name="people" size={13} /><span>{one.name}</span>
            {canWrite && <button type="button" className="chip-cross" aria-label={t("inbox.card.leaveList", { list: one.name })} onClick={() => leave(one.id, row)}><Icon name="cross" size={12} /></button>}
          </li>
        ))}
        {value.lists.length === 0 && <li className="nothing-here">{t("inbox.card.noLists")}</li>}
      </ul>
      {canWrite && free.length > 0 && (
        <select className="input slim" value="" aria-label={t("inbox.card.addToList")} onChange={(event) => join(Number(event.target.value))}>
          <option value="" disabled>{t("inbox.card.addToList")}</option>
          {free.map((list) => <option key={list.id} value={list.id}>{list.name}</option>)}
        </select>
      )}
      <label className="check"><input type="checkbox" role="switch" checked={!value.optedOut} disabled={!canWrite} onChange={() => optOut(!value.optedOut)} />
        <span>{t("inbox.card.broadcasts")}</span></label>
    </section>
  );
}
