import { useState, type ReactNode } from "react";
import document from "virtual:openapi";
import { limitsOf, resolved, typeOf, type Operation, type Parameter, type Response, type Schema } from "./description";
import { exampleOf } from "./example";
import { Prose } from "./Prose";
import { SchemaView } from "./SchemaView";
import { useTexts } from "./texts";
import { TryIt } from "./TryIt";

export function OperationView({ operation }: { operation: Operation }): ReactNode {
  const t = useTexts();
  const [trying, tryIt] = useState(false);
  const speaksHttp = !operation.responses.some(({ status }) => status === "101") && operation.tag !== "hook";
  return (
    <article id={operation.id} className="operation">
      <h3>
        <span className={`method ${operation.method.toLowerCase()}`}>{operation.method}</span> <code className="path">{operation.path}</code>
      </h3>
      <p className="callers">
        {t("reference.callers")}: {operation.callers.length === 0 ? t("reference.caller.anybody") : operation.callers.map((one) => t(`reference.caller.${one}`)).join(", ")}
      </p>
      {operation.description !== "" && <p className="about"><Prose text={operation.description} /></p>}
      {operation.parameters.length > 0 && <Parameters parameters={operation.parameters} />}
      {operation.body !== undefined && <Body type={operation.body.type} schema={operation.body.schema} />}
      <h4>{t("reference.answers")}</h4>
      <ul className="answers">{operation.responses.map(({ status, response }) => <Answer key={status} status={status} response={response} />)}</ul>
      {speaksHttp && (
        <button type="button" className="button" aria-expanded={trying} onClick={() => tryIt(!trying)}>{t(trying ? "reference.try.close" : "reference.try.open")}</button>
      )}
      {trying && <TryIt operation={operation} />}
    </article>
  );
}

function Parameters({ parameters }: { parameters: Parameter[] }): ReactNode {
  const t = useTexts();
  return (
    <>
      <h4>{t("reference.parameters")}</h4>
      <ul className="members">
        {parameters.map((one) => {
          const schema = resolved<Schema>(document, one.schema as Schema & { $ref: string });
          return (
            <li key={`${one.in}.${one.name}`}>
              <code className="name">{one.name}</code> <span className="type">{typeOf(schema)}</span> <span className="limits">{one.in}</span>{" "}
              {one.required === true && <span className="needed">{t("reference.required")}</span>} <span className="limits">{limitsOf(schema)}</span>
              {one.description !== undefined && <span className="hint"> <Prose text={one.description} /></span>}
            </li>
          );
        })}
      </ul>
    </>
  );
}

function Body({ type, schema }: { type: string; schema: Schema }): ReactNode {
  const t = useTexts();
  return (
    <>
      <h4>{t("reference.body")} <span className="limits">{type}</span></h4>
      {type === "application/json" && <Shape schema={schema} />}
    </>
  );
}

function Shape({ schema }: { schema: Schema }): ReactNode {
  const t = useTexts();
  return (
    <>
      <SchemaView schema={schema} />
      <details className="sample">
        <summary>{t("reference.example")}</summary>
        <pre tabIndex={0}>{JSON.stringify(exampleOf(document, schema), null, 2)}</pre>
      </details>
    </>
  );
}

function Answer({ status, response }: { status: string; response: Response }): ReactNode {
  const schema = response.content?.["application/json"]?.schema;
  const line = <><span className={`status s${status[0]}`}>{status}</span> <Prose text={response.description} /></>;
  return <li>{schema === undefined ? line : <Lazy summary={line}><Shape schema={schema} /></Lazy>}</li>;
}

/** Its inside is made when it is opened: the page has hundreds of them. */
function Lazy({ summary, children }: { summary: ReactNode; children: ReactNode }): ReactNode {
  const [opened, open] = useState(false);
  return (
    <details onToggle={(event) => open(event.currentTarget.open)}>
      <summary>{summary}</summary>
      {opened && children}
    </details>
  );
}
