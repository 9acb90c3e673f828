import { useTexts } from "../../../shared/useTexts";
import { useProject } from "../../project/hooks/useProject";
import { useWorkspace } from "../../project/hooks/useWorkspace";

export function TypingLine({ id }: { id: number }) {
  const { t } = useTexts();
  const { me } = useWorkspace();
  const author = useProject((s) => s.typing.get(id)?.author);
  const summary = useProject((s) => s.lists.known.get(id)?.summary);
  const members = useProject((s) => s.members);
  if (author === undefined || author.id === me.id) return <p className="typing-line" />;
  const name = author.name ?? (author.kind === "client" ? summary?.client.name : members.find((m) => m.userId === author.id)?.name);
  return <p className="typing-line"><span className="dots"><i /><i /><i /></span>{t("inbox.typing.long", { name: name || t("inbox.client.nameless") })}</p>;
}
