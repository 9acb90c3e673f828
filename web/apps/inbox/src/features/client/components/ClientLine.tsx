import type { ClientCard } from "@besedka/api-client";
import { Icon } from "@besedka/ui";
import { channelIcon } from "../../../shared/channelIcon";
import { useTexts } from "../../../shared/useTexts";
import { useProject } from "../../project/hooks/useProject";

/** A client in a line: where from, who, and by what else they are known. */
export function ClientLine({ client }: { client: ClientCard }) {
  const { t } = useTexts();
  const connection = useProject((s) => s.connections.find((one) => one.id === client.connectionId));
  const known = [connection?.name, client.phone, client.email, client.username === undefined ? undefined : `@${client.username}`];
  return (
    <>
      <Icon name={channelIcon(connection?.channel ?? "")} size={16} />
      <span className="client-line"><span>{client.name ?? t("inbox.client.nameless")}</span>
        <small>{known.filter((one) => one !== undefined && one !== "").join(" · ")}</small></span>
    </>
  );
}
