import { useCallback, useEffect, useRef } from "react";
import { Avatar } from "@besedka/ui";
import { go } from "../../../app/navigation";
import { ShowMore } from "../../../shared/ShowMore";
import { usePages } from "../../../shared/usePages";
import { useTexts } from "../../../shared/useTexts";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { DeedNote } from "../../settings/components/DeedNote";

/** @param looks changes when they are to be read anew */
export function Recipients({ id, state, looks }: { id: number; state: string; looks: string }) {
  const { t } = useTexts();
  const { calls, project } = useWorkspace();
  const { rows, hasMore, busy, fault, more, reload } = usePages(useCallback(
    (after: number | undefined) => calls.recipients(id, state, after).then((page) => ({ rows: page.recipients, next: page.next })), [calls, id, state]));
  const looked = useRef(looks);
  useEffect(() => {
    if (looked.current !== looks) reload();
    looked.current = looks;
  }, [looks, reload]);
  return (
    <>
      <DeedNote deed={{ fault, done: false }} />
      {rows?.length === 0 && <p className="nothing-here">{t("inbox.broadcast.nobody")}</p>}
      <ul className="plain-list">
        {rows?.map((one) => {
          const name = one.name ?? one.platformId ?? (one.client === undefined ? "" : `${t("inbox.client.nameless")} #${one.client}`);
          const { client } = one;
          return (
            <li key={client ?? name}>
              <Avatar name={name} seed={client ?? 0} />
              {client === undefined || one.state === "unknown_client" ? <span className="plain-name"><strong>{name}</strong></span>
                : <button type="button" className="plain-name row-link" onClick={() => go({ page: "inbox", project: project.id, view: "all", conversation: client })}>
                  <strong>{name}</strong>{one.error !== undefined && <small className="fault">{one.error}</small>}</button>}
              <span className={`chip of-${one.state}`}>{t(`inbox.recipient.${one.state}`)}</span>
            </li>
          );
        })}
      </ul>
      <ShowMore label={t("inbox.mailing.more")} hasMore={hasMore} busy={busy} onMore={more} />
    </>
  );
}
