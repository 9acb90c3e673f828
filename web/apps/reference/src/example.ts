import { resolved, type Document, type Schema } from "./description";

const DEPTH = 6;

/** A value as the schema wants it: its own example where it has one, else a plain one of its required members. */
export function exampleOf(document: Document, given: Schema, depth = 0): unknown {
  const schema = resolved<Schema>(document, given as Schema & { $ref: string });
  if (schema.examples?.[0] !== undefined) return schema.examples[0];
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.default !== undefined) return schema.default;
  if (schema.oneOf !== undefined) return exampleOf(document, schema.oneOf[0] ?? {}, depth);
  return plain(document, schema, depth);
}

function plain(document: Document, schema: Schema, depth: number): unknown {
  switch ([schema.type ?? "object"].flat()[0]) {
    case "string": return schema.format === "date-time" ? "2026-01-31T12:00:00Z" : "text".padEnd(schema.minLength ?? 0, ".");
    case "integer":
    case "number": return schema.minimum ?? 1;
    case "boolean": return true;
    case "array": return depth >= DEPTH || schema.items === undefined ? [] : [exampleOf(document, schema.items, depth + 1)];
    default: return object(document, schema, depth);
  }
}

function object(document: Document, schema: Schema, depth: number): unknown {
  if (depth >= DEPTH) return {};
  const needed = new Set(schema.required ?? Object.keys(schema.properties ?? {}));
  const members = Object.entries(schema.properties ?? {}).filter(([name]) => needed.has(name));
  return Object.fromEntries(members.map(([name, one]) => [name, exampleOf(document, one, depth + 1)]));
}
