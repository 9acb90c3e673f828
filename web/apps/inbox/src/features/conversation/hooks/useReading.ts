import { useEffect, useSyncExternalStore } from "react";
import type { Summary } from "@besedka/api-client";
import { useWorkspace } from "../../project/hooks/useWorkspace";

const looking = () => document.visibilityState === "visible" && document.hasFocus();

function subscribe(listener: () => void): () => void {
  const events = ["focus", "blur"] as const;
  events.forEach((event) => window.addEventListener(event, listener));
  document.addEventListener("visibilitychange", listener);
  return () => {
    events.forEach((event) => window.removeEventListener(event, listener));
    document.removeEventListener("visibilitychange", listener);
  };
}

/** Tells the server what was read: only what an operator with the window in front has scrolled to. */
export function useReading(summary: Summary, lastSeq: number, atEnd: boolean): void {
  const workspace = useWorkspace();
  const present = useSyncExternalStore(subscribe, looking);
  useEffect(() => {
    if (!workspace.canWrite || !present || !atEnd || summary.unread === 0 || lastSeq <= summary.readSeq) return;
    workspace.act(summary.id, (calls) => calls.read(summary.id, lastSeq)).catch(() => undefined);
  }, [workspace, present, atEnd, summary.id, summary.unread, summary.readSeq, lastSeq]);
}
