import type { Connection } from "@besedka/api-client";
import type { Picked } from "./draft";

/**
 * Whom a template does not reach, as far as the form knows: `nobody` where the connection written to has none, `another` where it is not
 * the one the template was approved for, `some` where clients of connections without templates may be among them.
 */
export type Reach = { kind: "nobody" | "another"; name: string } | { kind: "some" } | { kind: "all" };

/** @param own the connection whose template it is */
export function reachOf(picked: Picked, connections: readonly Connection[], own: number | undefined): Reach {
  if (picked.kind === "platform" && picked.connection !== undefined) {
    const to = connections.find((one) => one.id === picked.connection);
    if (to === undefined || to.id === own) return { kind: "all" };
    return { kind: to.templates === true ? "another" : "nobody", name: to.name };
  }
  return connections.every((one) => one.id === own) ? { kind: "all" } : { kind: "some" };
}
