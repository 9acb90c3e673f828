import { useState } from "react";
import { useTexts } from "../../../shared/useTexts";
import { useWorkspace } from "../../project/hooks/useWorkspace";

type Props = { id: number; variables: Readonly<Record<string, string>>; onFault: (fault: unknown) => void };

/** What the bot and people have noted about the client by name; a value is changed in place, an empty one is removed. */
export function Variables({ id, variables, onFault }: Props) {
  const { t } = useTexts();
  const workspace = useWorkspace();
  const names = Object.keys(variables).sort();
  return (
    <section className="card-part-of">
      <h4>{t("inbox.card.variables")}</h4>
      {names.length === 0 && <p className="nothing-here">{t("inbox.card.noVariables")}</p>}
      <dl className="variables">
        {names.map((name) => (
          <Variable key={`${name} ${variables[name]}`} name={name} value={variables[name] ?? ""} readOnly={!workspace.canWrite}
            onChange={(value) => void workspace.setVariable(id, name, value === "" ? null : value).catch(onFault)} />
        ))}
      </dl>
    </section>
  );
}

function Variable({ name, value, readOnly, onChange }: { name: string; value: string; readOnly: boolean; onChange: (value: string) => void }) {
  const [text, setText] = useState(value);
  return (
    <div><dt>{name}</dt>
      <dd><input className="input slim bare" value={text} readOnly={readOnly} aria-label={name} onChange={(event) => setText(event.target.value)}
        onBlur={() => text !== value && onChange(text.trim())}
        onKeyDown={(event) => {
          if (event.key === "Enter") event.currentTarget.blur();
          if (event.key === "Escape") { setText(value); event.stopPropagation(); }
        }} /></dd></div>
  );
}
