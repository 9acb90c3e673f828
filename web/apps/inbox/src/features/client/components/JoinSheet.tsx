import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import type { ClientCard, Contact } from "@besedka/api-client";
import { Sheet } from "@besedka/ui";
import { useTexts } from "../../../shared/useTexts";
import { useDeed } from "../../settings/hooks/useDeed";
import { DeedNote } from "../../settings/components/DeedNote";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { useClientSearch } from "../hooks/useClientSearch";
import { ClientLine } from "./ClientLine";

type Props = { id: number; person: Contact; onClose: () => void; onJoined: () => void };

/** Finds the client who is the same person, and asks once more before the two become one. */
export function JoinSheet({ id, person, onClose, onJoined }: Props) {
  const { t } = useTexts();
  const { calls } = useWorkspace();
  const deed = useDeed();
  const [words, setWords] = useState("");
  const [chosen, setChosen] = useState<ClientCard>();
  const search = useClientSearch(words.trim());
  const found = search.found?.filter((one) => one.contactId !== person.id);
  const list = useRef<HTMLUListElement>(null);
  const input = useRef<HTMLInputElement>(null);
  // After the dialog has opened, which gives the focus to its first button.
  useEffect(() => input.current?.focus(), [chosen]);
  const step = (event: KeyboardEvent<HTMLElement>) => {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const all = [...(list.current?.querySelectorAll("button") ?? [])];
    if (by === 0 || all.length === 0) return;
    event.preventDefault();
    const at = all.findIndex((one) => one === document.activeElement);
    all[Math.min(Math.max(at + by, 0), all.length - 1)]?.focus();
  };
  const join = (other: ClientCard) => deed.run(async () => {
    // Whose contact it is may have changed since the search.
    const { contact } = await calls.client(other.id);
    if (contact.id !== person.id) await calls.mergeContacts(person.id, contact.id);
  }).then((done) => {
    if (!done) return;
    onJoined();
    onClose();
  });
  return (
    <Sheet title={t("inbox.card.joinTitle")} closeLabel={t("inbox.app.close")} onClose={onClose} className="join">
      {chosen === undefined ? (
        <div onKeyDown={step}>
          <input ref={input} className="input" type="text" role="searchbox" value={words} maxLength={200} placeholder={t("inbox.card.joinSearch")} aria-label={t("inbox.card.joinSearch")}
            onChange={(event) => setWords(event.target.value)} />
          <div role="status" className="join-note">
            {words.trim() === "" && <p>{t("inbox.card.joinHint")}</p>}
            {words.trim() !== "" && search.found === undefined && search.fault === undefined && <span className="spinner" aria-label={t("inbox.app.loading")} />}
            {found?.length === 0 && <p>{t("inbox.card.joinNobody")}</p>}
          </div>
          {search.fault !== undefined && (
            <><DeedNote deed={{ fault: search.fault, done: false }} /><button type="button" className="button" onClick={search.retry}>{t("inbox.app.retry")}</button></>
          )}
          <ul className="join-found" ref={list} aria-label={t("inbox.card.joinFound")}>
            {found?.map((one) => <li key={one.id}><button type="button" className="other" onClick={() => setChosen(one)}><ClientLine client={one} /></button></li>)}
          </ul>
        </div>
      ) : (
        <div className="join-sure">
          <p>{t("inbox.card.joinSure")}</p>
          <ul className="join-found">
            {[...person.clients.filter((one) => one.id === id), chosen].map((one) => <li key={one.id} className="other still"><ClientLine client={one} /></li>)}
          </ul>
          <p className="person-comment">{t("inbox.card.joinWhat")}</p>
          <DeedNote deed={{ fault: deed.fault, done: false }} />
          <div className="row-buttons">
            <button type="button" className="button primary" autoFocus disabled={deed.busy} onClick={() => void join(chosen)}>{t("inbox.card.joinYes")}</button>
            <button type="button" className="button quiet" onClick={() => setChosen(undefined)}>{t("inbox.card.joinBack")}</button>
          </div>
        </div>
      )}
    </Sheet>
  );
}
