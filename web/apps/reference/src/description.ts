/** As much of OpenAPI 3.1 as our description uses. */
export type Ref = { $ref: string };
export type Schema = {
  $ref?: string;
  type?: string | string[];
  description?: string;
  required?: string[];
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  items?: Schema;
  oneOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  examples?: unknown[];
  format?: string;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
};
export type Parameter = { name: string; in: "path" | "query" | "header"; required?: boolean; description?: string; schema: Schema };
export type Media = Record<string, { schema: Schema }>;
export type Response = { description: string; content?: Media; headers?: Record<string, { schema: Schema }> };
export type Described = {
  tags: string[];
  operationId: string;
  description?: string;
  security?: Record<string, string[]>[];
  parameters?: (Parameter | Ref)[];
  requestBody?: { required?: boolean; content: Media };
  responses: Record<string, Response | Ref>;
};
export type Document = {
  info: { title: string; version: string; description: string };
  tags: { name: string; description: string }[];
  security: Record<string, string[]>[];
  paths: Record<string, Record<string, unknown> & { parameters?: (Parameter | Ref)[] }>;
  components: Record<string, Record<string, unknown>>;
};

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
export type Operation = {
  id: string;
  method: Method;
  path: string;
  tag: string;
  description: string;
  /** Who may ask: names of the security schemes; empty = anybody. */
  callers: string[];
  parameters: Parameter[];
  body: { type: string; schema: Schema } | undefined;
  responses: { status: string; response: Response }[];
};

const METHODS: Method[] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** What a reference leads to; anything else is itself. */
export function resolved<T>(document: Document, node: T | Ref): T {
  if (typeof node !== "object" || node === null || !("$ref" in node) || typeof node.$ref !== "string") return node as T;
  const [, , group = "", name = ""] = node.$ref.split("/");
  return resolved(document, document.components[group]?.[name] as T | Ref);
}

export const nameOf = (schema: Schema): string | undefined => schema.$ref?.split("/").at(-1);

export function operationsOf(document: Document): Operation[] {
  return Object.entries(document.paths).flatMap(([path, item]) => METHODS.flatMap((method) => {
    const described = item[method.toLowerCase()] as Described | undefined;
    return described === undefined ? [] : [operation(document, path, method, described, item.parameters ?? [])];
  }));
}

function operation(document: Document, path: string, method: Method, described: Described, shared: (Parameter | Ref)[]): Operation {
  const body = Object.entries(described.requestBody?.content ?? {})[0];
  return {
    id: described.operationId,
    method,
    path,
    tag: described.tags[0] ?? "",
    description: described.description ?? "",
    callers: (described.security ?? document.security).flatMap((one) => Object.keys(one)),
    parameters: [...shared, ...(described.parameters ?? [])].map((one) => resolved<Parameter>(document, one)),
    body: body === undefined ? undefined : { type: body[0], schema: body[1].schema },
    responses: Object.entries(described.responses).map(([status, one]) => ({ status, response: resolved<Response>(document, one) })),
  };
}

/** A type in a few words: `integer`, `string or null`, `list of Client`. */
export function typeOf(schema: Schema): string {
  const name = nameOf(schema);
  if (name !== undefined) return name;
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((one) => JSON.stringify(one)).join(" | ");
  if (schema.oneOf !== undefined) return schema.oneOf.map(typeOf).join(" | ");
  if (schema.items !== undefined) return `${typeOf(schema.items)}[]`;
  const types = [schema.type ?? "any"].flat().join(" | ");
  return schema.format === undefined ? types : `${types} (${schema.format})`;
}

/** The bounds of a value, as one reads them. */
export function limitsOf(schema: Schema): string {
  const parts = [
    span(schema.minimum, schema.maximum, ""),
    span(schema.minLength, schema.maxLength, " ch."),
    schema.default === undefined ? "" : `= ${JSON.stringify(schema.default)}`,
    schema.pattern ?? "",
  ];
  return parts.filter((part) => part !== "").join(", ");
}

const span = (from: number | undefined, to: number | undefined, unit: string): string =>
  from === undefined && to === undefined ? "" : `${from ?? ""}…${to ?? ""}${unit}`;
