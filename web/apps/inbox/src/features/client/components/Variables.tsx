import { useTexts } from "../../../shared/useTexts";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { Variable } from "./Variable";

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
