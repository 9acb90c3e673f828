import { useEffect, useMemo, useState, type ReactNode } from "react";
import document from "virtual:openapi";
import { CallerBar, CallerContext, useFreshCaller } from "./Caller";
import { operationsOf, type Operation } from "./description";
import { OperationView } from "./OperationView";
import { Prose } from "./Prose";
import { firstLanguage, say, Texts, type Language } from "./texts";

const OPERATIONS = operationsOf(document);

const isMeant = (operation: Operation, words: string): boolean =>
  words.toLowerCase().split(/\s+/).every((word) => `${operation.method} ${operation.path} ${operation.id} ${operation.description}`.toLowerCase().includes(word));

export function Page(): ReactNode {
  const [language, speak] = useState<Language>(firstLanguage);
  const [words, seek] = useState("");
  const caller = useFreshCaller();
  const t = useMemo(() => say(language), [language]);
  useEffect(() => {
    window.document.documentElement.lang = language;
  }, [language]);
  useEffect(() => {
    window.document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }, []);
  const groups = document.tags
    .map((tag) => ({ tag, operations: OPERATIONS.filter((one) => one.tag === tag.name && isMeant(one, words)) }))
    .filter(({ operations }) => operations.length > 0);
  return (
    <Texts value={t}>
      <CallerContext value={caller}>
        <div className="page">
          <header className="beam">
            <h1>{document.info.title} API</h1>
            <a href="openapi.yaml" download>openapi.yaml</a>
            <button type="button" className="language" lang={language === "ru" ? "en" : "ru"} onClick={() => speak(language === "ru" ? "en" : "ru")}>{language === "ru" ? "English" : "Русский"}</button>
          </header>
          <nav aria-label={t("reference.contents")}>
            <input type="search" value={words} placeholder={t("reference.search")} aria-label={t("reference.search")} onChange={(event) => seek(event.target.value)} />
            {groups.map(({ tag, operations }) => (
              <details key={tag.name} open={words !== "" || groups.length < 4}>
                <summary>{tag.name}</summary>
                <ul>{operations.map((one) => <li key={one.id}><a href={`#${one.id}`}><span className={`method ${one.method.toLowerCase()}`}>{one.method}</span> {one.id}</a></li>)}</ul>
              </details>
            ))}
            {groups.length === 0 && <p className="hint">{t("reference.nothing")}</p>}
          </nav>
          <main>
            <section className="intro">
              <p>{t("reference.intro")}</p>
              {document.info.description.split("\n\n").map((part) => <p key={part} lang="en"><Prose text={part} /></p>)}
              <CallerBar />
            </section>
            {groups.map(({ tag, operations }) => (
              <section key={tag.name} lang="en">
                <h2>{tag.name}</h2>
                <p className="hint">{tag.description}</p>
                {operations.map((one) => <OperationView key={one.id} operation={one} />)}
              </section>
            ))}
          </main>
        </div>
      </CallerContext>
    </Texts>
  );
}
