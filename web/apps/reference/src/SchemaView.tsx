import { useState, type ReactNode } from "react";
import document from "virtual:openapi";
import { limitsOf, nameOf, resolved, typeOf, type Schema } from "./description";
import { Prose } from "./Prose";
import { useTexts } from "./texts";

type Named = Schema & { $ref: string };
const open = (schema: Schema): Schema => resolved<Schema>(document, schema as Named);

/** What lies within a schema: the members of an object, of a list's items, or the kinds it may be. */
function within(schema: Schema): Schema {
  const here = open(schema);
  return here.items === undefined ? here : within(here.items);
}

const isDeep = (schema: Schema): boolean => {
  const inner = within(schema);
  return inner.properties !== undefined || inner.oneOf !== undefined || typeof inner.additionalProperties === "object";
};

/** Members as a list; what has members of its own is opened when one asks, so that circles do no harm. */
export function SchemaView({ schema }: { schema: Schema }): ReactNode {
  const inner = within(schema);
  if (inner.oneOf !== undefined) return <Kinds kinds={inner.oneOf} />;
  const needed = new Set(inner.required ?? []);
  return (
    <>
      {inner.description !== undefined && <p className="hint"><Prose text={inner.description} /></p>}
      <ul className="members">
        {Object.entries(inner.properties ?? {}).map(([name, member]) => <Member key={name} name={name} schema={member} needed={needed.has(name)} />)}
        {typeof inner.additionalProperties === "object" && <Member name="*" schema={inner.additionalProperties} needed={false} />}
      </ul>
    </>
  );
}

function Member({ name, schema, needed }: { name: string; schema: Schema; needed: boolean }): ReactNode {
  const t = useTexts();
  const [shown, show] = useState(false);
  const deep = isDeep(schema);
  const about = open(schema).description ?? schema.description;
  return (
    <li>
      <code className="name">{name}</code>{" "}
      {deep
        ? <button type="button" className="type link" aria-expanded={shown} onClick={() => show(!shown)}>{typeOf(schema)} {shown ? "▾" : "▸"}</button>
        : <span className="type">{typeOf(nameOf(schema) === undefined ? schema : open(schema))}</span>}{" "}
      {needed && <span className="needed">{t("reference.required")}</span>} <span className="limits">{limitsOf(open(schema))}</span>
      {about !== undefined && !shown && <span className="hint"> <Prose text={about} /></span>}
      {shown && <SchemaView schema={schema} />}
    </li>
  );
}

function Kinds({ kinds }: { kinds: Schema[] }): ReactNode {
  const t = useTexts();
  return (
    <div className="kinds">
      <p className="hint">{t("reference.oneOf")}</p>
      <ul className="members">{kinds.map((kind, index) => <Member key={index} name={String(open(kind).properties?.["type"]?.const ?? index + 1)} schema={kind} needed={false} />)}</ul>
    </div>
  );
}
