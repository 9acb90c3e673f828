import { useEffect, useState, type FormEvent } from "react";
import type { ClientList, SegmentFilter } from "@besedka/api-client";
import { Field, Icon } from "@besedka/ui";
import { LeaveSure } from "../../../app/LeaveSure";
import { go } from "../../../app/navigation";
import { useLeaving } from "../../../app/useLeaving";
import { useTexts } from "../../../shared/useTexts";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { DeedNote } from "../../settings/components/DeedNote";
import { useDeed } from "../../settings/hooks/useDeed";
import { useLoaded } from "../../settings/hooks/useLoaded";
import { maySend } from "../state/maySend";
import { finished, SegmentEditor } from "./SegmentEditor";

export function ListsSection() {
  const { t } = useTexts();
  const { calls, project } = useWorkspace();
  const { value, fault } = useLoaded(calls.lists);
  const [name, setName] = useState("");
  const [filter, setFilter] = useState<SegmentFilter>();
  const deed = useDeed();
  const leaving = useLeaving(name.trim() !== "" || (filter !== undefined && Object.keys(filter).length > 0));
  const open = (id: number) => go({ page: "mailing", project: project.id, section: "lists", id });

  async function create(event: FormEvent) {
    event.preventDefault();
    await deed.run(async () => {
      const { id } = await calls.createList(name.trim(), filter === undefined ? undefined : finished(filter));
      leaving.free();
      open(id);
    });
  }

  return (
    <>
      <section className="settings-part">
        <h3>{t("inbox.mailing.lists")}</h3>
        <p>{t("inbox.lists.lead")}</p>
        <DeedNote deed={{ fault, done: false }} />
        {value === undefined && fault === undefined && <span className="spinner" role="status" aria-label={t("inbox.app.loading")} />}
        {value?.lists.length === 0 && <p className="nothing-here">{t("inbox.lists.none")}</p>}
        <ul className="plain-list">
          {value?.lists.map((list) => (
            <li key={list.id}>
              <Icon name={list.kind === "segment" ? "search" : "people"} />
              <button type="button" className="plain-name row-link" onClick={() => open(list.id)}>
                <strong>{list.name}</strong><small>{t(`inbox.lists.kind.${list.kind}`)}</small>
              </button>
              <ListCount list={list} />
            </li>
          ))}
        </ul>
      </section>
      {maySend(project) && <section className="settings-part">
        <h3>{t("inbox.lists.create")}</h3>
        <form className="settings-form wide" onSubmit={(event) => void create(event)}>
          <DeedNote deed={{ fault: deed.fault, done: false }} />
          <Field label={t("inbox.lists.name")} value={name} onChange={setName} required maxLength={100} />
          <label className="check"><input type="checkbox" checked={filter !== undefined} onChange={() => setFilter(filter === undefined ? {} : undefined)} />
            <span>{t("inbox.lists.asSegment")}</span></label>
          {filter !== undefined && <SegmentEditor filter={filter} onChange={setFilter} />}
          <button type="submit" className="button primary" disabled={deed.busy || name.trim() === ""}>{t("inbox.lists.createButton")}</button>
        </form>
      </section>}
      <LeaveSure leaving={leaving} />
    </>
  );
}

/** A segment is counted when it is looked at. */
function ListCount({ list }: { list: ClientList }) {
  const { t } = useTexts();
  const { calls } = useWorkspace();
  const [count, setCount] = useState(list.count);
  useEffect(() => {
    if (list.count === undefined) calls.list(list.id).then((counted) => setCount(counted.count), () => undefined);
  }, [list.id]);
  return <span className="count">{count === undefined ? "…" : t("inbox.lists.count", { count })}</span>;
}
