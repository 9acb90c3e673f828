import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import type { ApprovedTemplate } from "@besedka/api-client";
import { useTexts } from "../../../shared/useTexts";
import { languageName, matching } from "../state/templates";

type Props = {
  templates: readonly ApprovedTemplate[];
  query: string;
  onQuery: (query: string) => void;
  onChoose: (template: ApprovedTemplate) => void;
};

/** A search over a list: arrows move, Enter chooses. What we cannot fill is shown, so that nobody looks for it in vain. */
export function TemplateList({ templates, query, onQuery, onChoose }: Props) {
  const { t, locale } = useTexts();
  const id = useId();
  const list = useRef<HTMLUListElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const [at, setAt] = useState(0);
  const found = matching(templates, query);
  const active = Math.min(at, found.length - 1);

  useEffect(() => search.current?.focus(), []);
  // In braces: newer browsers return a promise, which React would take for a clean-up.
  useEffect(() => { list.current?.children[active]?.scrollIntoView({ block: "nearest" }); }, [active]);

  function press(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    const template = found[active];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setAt(Math.max(0, Math.min(found.length - 1, active + (event.key === "ArrowDown" ? 1 : -1))));
    } else if (event.key === "Enter" && template?.usable === true) {
      event.preventDefault();
      onChoose(template);
    }
  }

  if (templates.length === 0) return <p className="templates-none">{t("inbox.template.none")}</p>;
  return (
    <>
      <input ref={search} className="input" type="search" value={query} placeholder={t("inbox.template.search")} aria-label={t("inbox.template.search")} role="combobox"
        aria-expanded aria-controls={id} aria-activedescendant={found.length > 0 ? `${id}-${active}` : undefined} onKeyDown={press}
        onChange={(event) => { onQuery(event.target.value); setAt(0); }} />
      <ul ref={list} id={id} className="templates-list" role="listbox" aria-label={t("inbox.template.title")}>
        {found.map((one, index) => (
          <li key={`${one.name} ${one.language}`} id={`${id}-${index}`} role="option" aria-selected={index === active} aria-disabled={!one.usable}
            className={`${index === active ? "active" : ""} ${one.usable ? "" : "unusable"}`}
            onClick={() => one.usable && onChoose(one)} onPointerMove={() => setAt(index)}>
            <p className="templates-name"><strong>{one.name}</strong><span className="chip">{languageName(one.language, locale)}</span></p>
            <p className="templates-text">{one.text}</p>
            {!one.usable && <p className="templates-why">{t("inbox.template.unusable")}</p>}
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="templates-none" role="status">{t("inbox.template.notFound")}</p>}
    </>
  );
}
