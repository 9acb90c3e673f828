import { useCallback, useEffect, useState } from "react";
import type { Contact } from "@besedka/api-client";
import { useWorkspace } from "../../project/hooks/useWorkspace";

export type PersonView = { person: Contact | undefined; fault: unknown; reload: () => void };

/** The contact behind a client, read anew whenever anybody joins, parts or describes it. */
export function usePerson(client: number): PersonView {
  const workspace = useWorkspace();
  const { calls } = workspace;
  const [state, setState] = useState<{ of: number; person: Contact | undefined; fault: unknown }>({ of: client, person: undefined, fault: undefined });
  const reload = useCallback(() => {
    calls.client(client).then(
      ({ contact }) => setState({ of: client, person: contact, fault: undefined }),
      (fault: unknown) => setState((now) => ({ of: client, person: now.of === client ? now.person : undefined, fault })),
    );
  }, [calls, client]);
  useEffect(reload, [reload]);
  const others = state.person?.clients;
  useEffect(() => {
    const listen = (frame: Parameters<Parameters<typeof workspace.onFrame.add>[0]>[0]) => {
      const gone = frame.type === "erased" && frame.conversationId !== client && others?.some((one) => one.id === frame.conversationId) === true;
      if (gone || frame.type === "reset" || (frame.type === "contact" && frame.conversationId === client)) reload();
    };
    workspace.onFrame.add(listen);
    return () => void workspace.onFrame.delete(listen);
  }, [workspace, client, reload, others]);
  const own = state.of === client;
  return { person: own ? state.person : undefined, fault: own ? state.fault : undefined, reload };
}
