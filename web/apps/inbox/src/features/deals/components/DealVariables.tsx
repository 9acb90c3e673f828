import { useState, type FormEvent } from "react";
import { IconButton } from "@besedka/ui";
import { useTexts } from "../../../shared/useTexts";
import { Variable } from "../../client/components/Variable";

type Props = { variables: Readonly<Record<string, string>>; readOnly: boolean; onChange: (name: string, value: string | null) => void };

/** What was noted for this deal by name; an emptied value is removed. */
export function DealVariables({ variables, readOnly, onChange }: Props) {
  const { t } = useTexts();
  const [name, setName] = useState("");
  const [value, setValue] = useState("");
  const names = Object.keys(variables).sort();
  const valid = /^\p{L}[^\s"'#{}]*$/u.test(name.trim());
  function add(event: FormEvent) {
    event.preventDefault();
    if (!valid || value.trim() === "") return;
    onChange(name.trim(), value.trim());
    setName("");
    setValue("");
  }
  return (
    <section className="deal-part">
      <h4>{t("inbox.deals.variables")}</h4>
      {names.length === 0 && <p className="nothing-here">{t("inbox.deals.noVariables")}</p>}
      <dl className="variables">
        {names.map((one) => (
          <Variable key={`${one} ${variables[one]}`} name={one} value={variables[one] ?? ""} readOnly={readOnly} onChange={(value) => onChange(one, value === "" ? null : value)} />
        ))}
      </dl>
      {!readOnly && (
        <form className="new-variable" onSubmit={add}>
          <input className="input slim" value={name} maxLength={100} aria-invalid={name !== "" && !valid} onChange={(event) => setName(event.target.value)}
            placeholder={t("inbox.deals.variableName")} aria-label={t("inbox.deals.variableName")} />
          <input className="input slim" value={value} maxLength={10_000} onChange={(event) => setValue(event.target.value)}
            placeholder={t("inbox.deals.variableValue")} aria-label={t("inbox.deals.variableValue")} />
          <IconButton icon="plus" submit label={t("inbox.deals.addVariable")} disabled={!valid || value.trim() === ""} />
        </form>
      )}
    </section>
  );
}
