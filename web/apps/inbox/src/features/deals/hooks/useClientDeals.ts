import { useCallback, useEffect, useState } from "react";
import type { Deal } from "@besedka/api-client";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { useDealNews } from "./useDealNews";

const SHOWN = 50;

export type ClientDeals = {
  deals: readonly Deal[];
  /** The current one's number. */
  current: number | undefined;
  /** Those of the current deal, or what was collected before the first. */
  awaiting: Readonly<Record<string, string>>;
};

/** A client's deals, the newest first, and which of them is current. */
export function useClientDeals(conversation: number): { value: ClientDeals | undefined; fault: unknown; reload: () => void } {
  const { calls } = useWorkspace();
  const [state, setState] = useState<{ of: number; value: ClientDeals | undefined; fault: unknown }>({ of: conversation, value: undefined, fault: undefined });
  const reload = useCallback(() => {
    Promise.all([calls.deals.list({ conversation, limit: SHOWN }), calls.conversation(conversation)]).then(
      ([page, detail]) => setState({ of: conversation, value: { deals: page.deals, current: detail.dealId, awaiting: detail.dealVariables }, fault: undefined }),
      (fault: unknown) => setState((now) => ({ ...now, fault })),
    );
  }, [calls, conversation]);
  useEffect(reload, [reload]);
  useDealNews((news) => {
    if (news.all || news.conversations.includes(conversation)) reload();
  });
  return { value: state.of === conversation ? state.value : undefined, fault: state.fault, reload };
}
