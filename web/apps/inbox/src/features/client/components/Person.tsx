import { useState } from "react";
import type { ClientCard } from "@besedka/api-client";
import { Icon, IconButton, Sure } from "@besedka/ui";
import { go, useRoute } from "../../../app/navigation";
import { useTexts } from "../../../shared/useTexts";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { DeedNote } from "../../settings/components/DeedNote";
import { useDeed } from "../../settings/hooks/useDeed";
import { usePerson } from "../hooks/usePerson";
import { ClientLine } from "./ClientLine";
import { JoinSheet } from "./JoinSheet";

/** The person behind the client: what is noted of them, where else they write; joined with another, and parted again. */
export function Person({ id }: { id: number }) {
  const { t } = useTexts();
  const { calls, canWrite } = useWorkspace();
  const route = useRoute();
  const { person, fault, reload } = usePerson(id);
  const deed = useDeed();
  const [sure, setSure] = useState<number>();
  const [joining, setJoining] = useState(false);
  const others = person?.clients.filter((one) => one.id !== id) ?? [];
  const open = (conversation: number) => route.page === "inbox" && go({ ...route, conversation });
  function part(contact: number, client: ClientCard) {
    setSure(undefined);
    void deed.run(() => calls.splitContact(contact, client.id)).then(reload);
  }
  if (person === undefined)
    return fault === undefined ? null : (
      <section className="card-part-of"><h4>{t("inbox.card.person")}</h4>
        <DeedNote deed={{ fault, done: false }} />
        <button type="button" className="button" onClick={reload}>{t("inbox.app.retry")}</button></section>
    );
  if (!canWrite && others.length === 0 && person.comment === undefined) return null;
  return (
    <section className="card-part-of">
      <h4>{t("inbox.card.person")}</h4>
      {person.name !== undefined && others.length > 0 && <p>{person.name}</p>}
      {person.comment !== undefined && <p className="person-comment">{person.comment}</p>}
      {others.length > 0 && (
        <ul className="others" aria-label={t("inbox.card.others")}>
          {others.map((one) => (
            <li key={one.id}>
              <div className="other-row">
                <button type="button" className="other" onClick={() => open(one.id)}><ClientLine client={one} /></button>
                {canWrite && <IconButton icon="cross" label={t("inbox.card.part", { name: one.name ?? t("inbox.client.nameless") })} onClick={() => setSure(one.id)} />}
              </div>
              {sure === one.id && (
                <Sure question={t("inbox.card.partSure")} yes={t("inbox.card.partYes")} no={t("inbox.app.cancel")}
                  onYes={() => part(person.id, one)} onNo={() => setSure(undefined)} />
              )}
            </li>
          ))}
        </ul>
      )}
      {deed.fault !== undefined && <DeedNote deed={deed} />}
      {canWrite && (
        <button type="button" className="button quiet" onClick={() => setJoining(true)}><Icon name="people" size={18} />{t("inbox.card.join")}</button>
      )}
      {joining && <JoinSheet id={id} person={person} onClose={() => setJoining(false)} onJoined={reload} />}
    </section>
  );
}
