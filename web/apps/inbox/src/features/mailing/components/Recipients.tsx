import { useCallback, useState } from "react";
import type { Recipient } from "@besedka/api-client";
import { Avatar } from "@besedka/ui";
import { go } from "../../../app/navigation";
import { useTexts } from "../../../shared/useTexts";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { DeedNote } from "../../settings/components/DeedNote";
import { useDeed } from "../../settings/hooks/useDeed";
import { useLoaded } from "../../settings/hooks/useLoaded";

export function Recipients({ id, state }: { id: number; state: string }) {
  const { t } = useTexts();
  const { calls, project } = useWorkspace();
  const [recipients, setRecipients] = useState<readonly Recipient[]>([]);
  const [next, setNext] = useState<number>();
  const { value, fault } = useLoaded(useCallback(async () => {
    const page = await calls.recipients(id, state);
    setRecipients(page.recipients);
    setNext(page.next);
    return page;
  }, [calls, id, state]));
  const deed = useDeed();
  const more = () => void deed.run(async () => {
    const page = await calls.recipients(id, state, next);
    setRecipients([...recipients, ...page.recipients]);
    setNext(page.next);
  });
  return (
    <>
      <DeedNote deed={{ fault: fault ?? deed.fault, done: false }} />
      {value !== undefined && recipients.length === 0 && <p className="nothing-here">{t("inbox.broadcast.nobody")}</p>}
      <ul className="plain-list">
        {recipients.map((one) => {
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
      {next !== undefined && <button type="button" className="button quiet" disabled={deed.busy} onClick={more}>{t("inbox.mailing.more")}</button>}
    </>
  );
}
