import { useCallback, useState, type FormEvent } from "react";
import type { ListMembersChanged, SegmentFilter } from "@besedka/api-client";
import { Avatar, Field, IconButton, Sure } from "@besedka/ui";
import { LeaveSure } from "../../../app/LeaveSure";
import { go } from "../../../app/navigation";
import { useLeaving } from "../../../app/useLeaving";
import { ShowMore } from "../../../shared/ShowMore";
import { useNeighbour } from "../../../shared/useNeighbour";
import { usePages } from "../../../shared/usePages";
import { useTexts } from "../../../shared/useTexts";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { DeedNote } from "../../settings/components/DeedNote";
import { useDeed } from "../../settings/hooks/useDeed";
import { useLoaded } from "../../settings/hooks/useLoaded";
import { clientIds, MOST_IDS } from "../state/ids";
import { maySend, mayWork } from "../state/maySend";
import { finished, SegmentEditor } from "./SegmentEditor";

/** One list: who is in it, and how to change that. */
export function ListPage({ id }: { id: number }) {
  const { t } = useTexts();
  const { calls, project } = useWorkspace();
  const { value: list, fault, reload } = useLoaded(useCallback(() => calls.list(id), [calls, id]));
  const [name, setName] = useState<string>();
  const [filter, setFilter] = useState<SegmentFilter>();
  const [version, setVersion] = useState(0);
  const [sure, setSure] = useState(false);
  const [ids, setIds] = useState("");
  const deed = useDeed();
  const leaving = useLeaving(ids.trim() !== "" || (name !== undefined && name !== list?.name)
    || (filter !== undefined && JSON.stringify(finished(filter)) !== JSON.stringify(finished(list?.filter ?? {}))));
  const changed = () => { reload(); setVersion(version + 1); };
  const leave = () => go({ page: "mailing", project: project.id, section: "lists" });

  async function save(event: FormEvent) {
    event.preventDefault();
    if (list === undefined) return;
    const segment = list.kind === "segment" ? finished(filter ?? list.filter ?? {}) : undefined;
    if (await deed.run(() => calls.changeList(id, (name ?? list.name).trim(), segment))) {
      setName(undefined);
      changed();
    }
  }

  return (
    <>
      <section className="settings-part">
        <div className="page-head">
          <IconButton icon="back" label={t("inbox.mailing.lists")} onClick={leave} />
          <h3>{list?.name ?? "…"}</h3>
          {list?.count !== undefined && <span className="count">{t("inbox.lists.count", { count: list.count })}</span>}
        </div>
        <DeedNote deed={{ fault: fault ?? deed.fault, done: deed.done }} />
        {list?.kind === "manual" && mayWork(project) && <AddById id={id} text={ids} onText={setIds} onChanged={changed} />}
        <Members id={id} key={version} manual={list?.kind === "manual" && mayWork(project)} onChanged={reload} />
      </section>
      {list !== undefined && maySend(project) && <section className="settings-part">
        <h3>{t("inbox.lists.change")}</h3>
        <form className="settings-form wide" onSubmit={(event) => void save(event)}>
          <Field label={t("inbox.lists.name")} value={name ?? list.name} onChange={setName} required maxLength={100} />
          {list.kind === "segment" && <SegmentEditor filter={filter ?? list.filter ?? {}} onChange={setFilter} />}
          <div className="buttons-row">
            <button type="submit" className="button primary" disabled={deed.busy}>{t("inbox.settings.save")}</button>
            <button type="button" className="button quiet" onClick={() => setSure(true)}>{t("inbox.lists.delete")}</button>
          </div>
          {sure && <Sure question={t("inbox.lists.deleteSure")} yes={t("inbox.lists.delete")} no={t("inbox.app.cancel")} busy={deed.busy}
            onYes={() => void deed.run(() => calls.deleteList(id)).then((done) => { if (done) { leaving.free(); leave(); } })} onNo={() => setSure(false)} />}
        </form>
      </section>}
      <LeaveSure leaving={leaving} />
    </>
  );
}

type AddProps = { id: number; text: string; onText: (text: string) => void; onChanged: () => void };

function AddById({ id, text, onText, onChanged }: AddProps) {
  const { t } = useTexts();
  const { calls } = useWorkspace();
  const [told, setTold] = useState<ListMembersChanged>();
  const deed = useDeed();
  const ids = clientIds(text);
  async function add(event: FormEvent) {
    event.preventDefault();
    if (await deed.run(async () => setTold(await calls.changeMembersOfList(id, ids, [])))) {
      onText("");
      onChanged();
    }
  }
  return (
    <form className="settings-form wide" onSubmit={(event) => void add(event)}>
      <label className="field"><span className="label">{t("inbox.lists.addIds")}</span>
        <textarea className="input" rows={2} value={text} placeholder="101, 102, 103" onChange={(event) => onText(event.target.value)} /></label>
      <DeedNote deed={{ fault: deed.fault, done: false }} />
      {told !== undefined && <p className="notice" role="status">{t("inbox.lists.added", { count: told.added })}
        {told.unknown.length > 0 && ` ${t("inbox.lists.unknown", { ids: told.unknown.slice(0, 20).join(", ") })}`}</p>}
      <button type="submit" className="button" disabled={deed.busy || ids.length === 0 || ids.length > MOST_IDS}>{t("inbox.lists.add", { count: ids.length })}</button>
    </form>
  );
}

function Members({ id, manual, onChanged }: { id: number; manual: boolean; onChanged: () => void }) {
  const { t } = useTexts();
  const { calls, project } = useWorkspace();
  const { rows, hasMore, busy, fault, more, drop } = usePages(useCallback(
    (after: number | undefined) => calls.listMembers(id, after).then((page) => ({ rows: page.clients, next: page.next })), [calls, id]));
  const deed = useDeed();
  const list = useNeighbour<HTMLUListElement>("button:last-child", rows);
  const remove = (client: number, row: number) => void deed.run(() => calls.changeMembersOfList(id, [], [client])).then((done) => {
    if (done) {
      list.goes(row);
      drop((one) => one.client === client);
    }
    onChanged();
  });
  return (
    <>
      <DeedNote deed={{ fault: fault ?? deed.fault, done: false }} />
      {rows?.length === 0 && <p className="nothing-here">{t("inbox.lists.empty")}</p>}
      <ul ref={list.ref} className="plain-list" tabIndex={-1}>
        {rows?.map((one, row) => (
          <li key={one.client}>
            <Avatar name={one.name ?? ""} seed={one.client} />
            <button type="button" className="plain-name row-link" onClick={() => go({ page: "inbox", project: project.id, view: "all", conversation: one.client })}>
              <strong>{one.name ?? t("inbox.client.nameless")}{one.optedOut && <span className="chip">{t("inbox.recipient.opted_out")}</span>}</strong>
              <small>{[`#${one.client}`, one.phone, one.email].filter(Boolean).join(" · ")}</small>
            </button>
            {manual && <IconButton icon="cross" label={t("inbox.lists.takeOut", { name: one.name ?? `#${one.client}` })} onClick={() => remove(one.client, row)} />}
          </li>
        ))}
      </ul>
      <ShowMore label={t("inbox.mailing.more")} hasMore={hasMore} busy={busy} onMore={more} />
    </>
  );
}
