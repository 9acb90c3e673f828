import { useEffect, useState } from "react";
import type { ClientDetail } from "@besedka/api-client";
import { Icon } from "@besedka/ui";
import { go, useRoute } from "../../../app/navigation";
import { channelIcon } from "../../../shared/channelIcon";
import { useTexts } from "../../../shared/useTexts";
import { useProject } from "../../project/hooks/useProject";
import { useWorkspace } from "../../project/hooks/useWorkspace";

/** The person behind the client: what is noted of them, and where else they write. Nothing is shown of whom nothing more is known. */
export function Person({ id }: { id: number }) {
  const { t } = useTexts();
  const { calls } = useWorkspace();
  const route = useRoute();
  const connections = useProject((s) => s.connections);
  const [known, setKnown] = useState<ClientDetail | undefined>();
  useEffect(() => {
    let left = false;
    void calls.client(id).then((detail) => left || setKnown(detail), () => left || setKnown(undefined));
    return () => {
      left = true;
    };
  }, [calls, id]);
  const contact = known?.client.id === id ? known.contact : undefined;
  const others = contact?.clients.filter((one) => one.id !== id) ?? [];
  if (contact === undefined || (others.length === 0 && contact.comment === undefined)) return null;
  return (
    <section className="card-part-of">
      <h4>{t("inbox.card.person")}</h4>
      {contact.name !== undefined && <p>{contact.name}</p>}
      {contact.comment !== undefined && <p className="person-comment">{contact.comment}</p>}
      <ul className="others" aria-label={t("inbox.card.others")}>
        {others.map((one) => {
          const connection = connections.find((kept) => kept.id === one.connectionId);
          return (
            <li key={one.id}>
              <button type="button" className="other" onClick={() => route.page === "inbox" && go({ ...route, conversation: one.id })}>
                <Icon name={channelIcon(connection?.channel ?? "")} size={16} /> {one.name ?? t("inbox.client.nameless")} · {connection?.name ?? ""}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
