import { useCallback, useEffect, useState } from "react";
import type { DealChange, OneDeal } from "@besedka/api-client";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { isGone } from "../state/isGone";
import { useDealNews } from "./useDealNews";

export type DealView = {
  one: OneDeal | undefined;
  fault: unknown;
  /** Counts what was read, so that what hangs on the deal is read with it. */
  version: number;
  change: (change: DealChange) => void;
  setVariable: (name: string, value: string | null) => void;
  remove: () => void;
};

/** One deal, kept up by the log. */
export function useDeal(id: number): DealView {
  const { deals } = useWorkspace().calls;
  const [state, setState] = useState<{ one: OneDeal | undefined; fault: unknown; version: number }>({ one: undefined, fault: undefined, version: 0 });
  const settle = useCallback((call: Promise<OneDeal>) => {
    call.then(
      (one) => setState((now) => (one.deal.id === id ? { one, fault: undefined, version: now.version + 1 } : now)),
      (fault: unknown) => setState((now) => ({ one: isGone(fault) ? undefined : now.one, fault, version: now.version + 1 })),
    );
  }, [id]);
  useEffect(() => {
    setState({ one: undefined, fault: undefined, version: 0 });
    settle(deals.one(id));
  }, [deals, id, settle]);
  useDealNews((news) => {
    if (news.all || news.deals.includes(id)) settle(deals.one(id));
  });
  return {
    ...state,
    change: (change) => settle(deals.change(id, change)),
    remove: () => void deals.remove(id).then(() => settle(deals.one(id)), (fault: unknown) => settle(Promise.reject(fault))),
    setVariable: (name, value) => settle(deals.variables(id, { [name]: value })),
  };
}
