import { useRef, useState, type FormEvent, type MouseEvent } from "react";
import type { Summary } from "@besedka/api-client";
import { Icon } from "@besedka/ui";
import { useTexts } from "../../../shared/useTexts";
import { useWorkspace } from "../../project/hooks/useWorkspace";

export function Tags({ summary, onFault }: { summary: Summary; onFault: (fault: unknown) => void }) {
  const { t } = useTexts();
  const workspace = useWorkspace();
  const [text, setText] = useState("");
  const change = (add: string[], remove: string[]) => void workspace.act(summary.id, (calls) => calls.tags(summary.id, add, remove)).catch(onFault);
  const field = useRef<HTMLInputElement>(null);
  function remove(tag: string, event: MouseEvent) {
    change([], [tag]);
    // The cross that was pressed goes with its tag; a keyboard has to stand somewhere.
    if (event.detail === 0) field.current?.focus();
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    const tag = text.trim();
    if (tag !== "" && !summary.tags.includes(tag)) change([tag], []);
    setText("");
  }
  return (
    <section className="card-part-of">
      <h4>{t("inbox.card.tags")}</h4>
      <ul className="tags">
        {summary.tags.map((tag) => (
          <li key={tag} className="chip"><Icon name="tag" size={13} /><span>{tag}</span>
            {workspace.canWrite && <button type="button" className="chip-cross" aria-label={t("inbox.card.removeTag", { tag })} onClick={(event) => remove(tag, event)}><Icon name="cross" size={12} /></button>}
          </li>
        ))}
        {summary.tags.length === 0 && !workspace.canWrite && <li className="nothing-here">{t("inbox.card.noTags")}</li>}
      </ul>
      {workspace.canWrite && (
        <form onSubmit={submit}><input ref={field} className="input slim" value={text} maxLength={50} onChange={(event) => setText(event.target.value)} placeholder={t("inbox.card.addTag")} aria-label={t("inbox.card.addTag")} /></form>
      )}
    </section>
  );
}
