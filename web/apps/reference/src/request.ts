import type { Operation } from "./description";

export type Values = Record<string, string>;
export type Prepared = { url: string; method: string; headers: Record<string, string>; body: string | File | undefined };
export type Shown = { status: number; took: number; headers: [string, string][]; body: string };

export type Credentials = { kind: "session"; csrf: string } | { kind: "key"; key: string };

/** Members by where they stand: `path.project`, `query.limit`, `header.Idempotency-Key`. Empty ones are left out. */
export function prepared(operation: Operation, values: Values, body: string | File | undefined, who: Credentials): Prepared {
  const query = new URLSearchParams();
  const headers: Record<string, string> = {};
  let path = operation.path;
  for (const { name, in: place } of operation.parameters) {
    const value = values[`${place}.${name}`] ?? "";
    if (place === "path") path = path.replace(`{${name}}`, encodeURIComponent(value));
    else if (value !== "" && place === "query") query.set(name, value);
    else if (value !== "") headers[name] = value;
  }
  if (who.kind === "key") headers["Authorization"] = `Bearer ${who.key}`;
  else if (operation.method !== "GET") headers["X-CSRF-Token"] = who.csrf;
  if (operation.body !== undefined && body !== undefined) headers["Content-Type"] = operation.body.type;
  return {
    url: path + (query.size === 0 ? "" : `?${query}`),
    method: operation.method,
    headers,
    body: operation.body === undefined ? undefined : body,
  };
}

/** What is missing before it can be sent: names of path parameters. */
export const missing = (operation: Operation, values: Values): string[] =>
  operation.parameters.filter((one) => one.in === "path" && !values[`path.${one.name}`]).map((one) => one.name);

/** The same by hand. The key stands as a variable: a command is copied to where others read. */
export function curl(origin: string, request: Prepared): string {
  const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
  const headers = Object.entries(request.headers)
    .filter(([name]) => name !== "X-CSRF-Token")
    .map(([name, value]) => name === "Authorization" ? '-H "Authorization: Bearer $KEY"' : `-H ${quoted(`${name}: ${value}`)}`);
  const body = request.body === undefined ? [] : typeof request.body === "string" ? [`-d ${quoted(request.body)}`] : [`--data-binary @${quoted(request.body.name)}`];
  return [`curl -X ${request.method} ${quoted(origin + request.url)}`, ...headers, ...body].join(" \\\n  ");
}

/** A key's own requests go without the cookie, so that one sees what a program would. */
export async function sent(request: Prepared, who: Credentials): Promise<Shown> {
  const began = performance.now();
  const response = await fetch(request.url, {
    method: request.method,
    headers: request.headers,
    body: request.body ?? null,
    credentials: who.kind === "key" ? "omit" : "same-origin",
  });
  const text = await response.text();
  return { status: response.status, took: Math.round(performance.now() - began), headers: [...response.headers], body: pretty(text) };
}

export function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text.length > 20_000 ? `${text.slice(0, 20_000)}…` : text;
  }
}
