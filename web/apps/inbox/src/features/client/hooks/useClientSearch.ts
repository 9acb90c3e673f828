import { useEffect, useState } from "react";
import type { ClientCard } from "@besedka/api-client";
import { useWorkspace } from "../../project/hooks/useWorkspace";

export type ClientSearch = { found: readonly ClientCard[] | undefined; fault: unknown; retry: () => void };

const nothing = { found: undefined, fault: undefined };

/** Clients whose name, phone, address or user name begins with what is typed; undefined while nothing is typed or is on its way. */
export function useClientSearch(words: string): ClientSearch {
  const { calls } = useWorkspace();
  const [state, setState] = useState<{ found: readonly ClientCard[] | undefined; fault: unknown }>(nothing);
  const [again, setAgain] = useState(0);
  useEffect(() => {
    setState(nothing);
    if (words === "") return;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      calls.findClients(words, stop.signal).then(
        (found) => !stop.signal.aborted && setState({ found, fault: undefined }),
        (fault: unknown) => !stop.signal.aborted && setState({ found: undefined, fault }),
      );
    }, 250);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [calls, words, again]);
  return { ...state, retry: () => setAgain(again + 1) };
}
