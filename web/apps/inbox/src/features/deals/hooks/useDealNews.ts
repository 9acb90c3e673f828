import { useEffect, useRef } from "react";
import { useWorkspace } from "../../project/hooks/useWorkspace";

const GATHERING = 250;

export type DealNews = { deals: readonly number[]; conversations: readonly number[]; all: boolean };

/** Tells, gathered for a moment, which deals were touched; `all` when too much was missed to say. */
export function useDealNews(tell: (news: DealNews) => void): void {
  const workspace = useWorkspace();
  const current = useRef(tell);
  current.current = tell;
  useEffect(() => {
    const deals = new Set<number>();
    const conversations = new Set<number>();
    let all = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = () => {
      timer = undefined;
      current.current({ deals: [...deals], conversations: [...conversations], all });
      deals.clear();
      conversations.clear();
      all = false;
    };
    const listen = (frame: Parameters<Parameters<typeof workspace.onFrame.add>[0]>[0]) => {
      if (frame.type !== "deal" && frame.type !== "reset" && frame.type !== "erased") return;
      // Whose deals went with an erased client is not said.
      if (frame.type !== "deal") all = true;
      else {
        deals.add(frame.dealId);
        conversations.add(frame.conversationId);
      }
      timer ??= setTimeout(flush, GATHERING);
    };
    workspace.onFrame.add(listen);
    return () => {
      workspace.onFrame.delete(listen);
      clearTimeout(timer);
    };
  }, [workspace]);
}
