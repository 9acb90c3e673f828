import { useCallback, useEffect, useRef, useState } from "react";
import type { Scheduled, ServerFrame } from "@besedka/api-client";
import { useProject } from "../../project/hooks/useProject";
import { useWorkspace } from "../../project/hooks/useWorkspace";

export type ScheduledState = {
  /** Undefined until it was read. */
  list: readonly Scheduled[] | undefined;
  failed: boolean;
  reload: () => void;
};

const SETTLE = 1_500;

/** A change that may be of what is scheduled: the log does not say which; or a scheduled message that just left. */
const mayTell = (frame: ServerFrame, id: number): boolean =>
  frame.type === "conversation" && frame.conversation.id === id &&
  (frame.messages.length === 0 || frame.messages.some((message) => message.key?.startsWith("timer-") === true));

/** What waits for its time in one conversation, kept up with what colleagues and the clock do. */
export function useScheduled(id: number): ScheduledState {
  const workspace = useWorkspace();
  const line = useProject((s) => s.line);
  const [state, setState] = useState<{ list: readonly Scheduled[] | undefined; failed: boolean }>({ list: undefined, failed: false });
  const asked = useRef(0);

  const reload = useCallback(() => {
    const turn = ++asked.current;
    workspace.calls.scheduled(id).then(
      (list) => turn === asked.current && setState({ list: [...list].sort((a, b) => a.at.localeCompare(b.at)), failed: false }),
      () => turn === asked.current && setState((now) => ({ ...now, failed: true })),
    );
  }, [workspace, id]);

  useEffect(reload, [reload, line === "live"]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const hear = (frame: ServerFrame) => {
      if (!mayTell(frame, id)) return;
      clearTimeout(timer);
      timer = setTimeout(reload, SETTLE);
    };
    workspace.onFrame.add(hear);
    return () => {
      clearTimeout(timer);
      workspace.onFrame.delete(hear);
    };
  }, [workspace, id, reload]);
  return { ...state, reload };
}
