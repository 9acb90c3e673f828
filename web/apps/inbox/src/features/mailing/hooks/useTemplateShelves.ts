import { useCallback } from "react";
import type { ApprovedTemplate, Connection, TemplatePart } from "@besedka/api-client";
import { useProject } from "../../project/hooks/useProject";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { useLoaded } from "../../settings/hooks/useLoaded";
import { isOf } from "../../template/state/templates";

export type TemplateShelves = {
  /** Those whose channel has templates. */
  connections: readonly Connection[];
  /** Whether each of them has said what it has. */
  told: boolean;
  find: (part: TemplatePart) => { connection: number; template: ApprovedTemplate } | undefined;
};

/** The approved templates of all connections that have any. @param wanted nothing is asked before */
export function useTemplateShelves(wanted: boolean): TemplateShelves {
  const { calls } = useWorkspace();
  const connections = useProject((s) => s.connections).filter((one) => one.templates === true);
  const ids = wanted ? connections.map((one) => one.id).join() : "";
  const { value } = useLoaded(useCallback(
    () => Promise.all(ids.split(",").filter((id) => id !== "").map(Number).map((connection) =>
      calls.templates(connection).then((templates) => ({ connection, templates }), () => ({ connection, templates: undefined })))),
    [calls, ids],
  ));
  return {
    connections,
    told: wanted && value !== undefined && value.every((shelf) => shelf.templates !== undefined),
    find: (part) => {
      for (const { connection, templates } of value ?? []) {
        const template = templates?.find((one) => isOf(part, one));
        if (template !== undefined) return { connection, template };
      }
      return undefined;
    },
  };
}
