import { useCallback, useEffect, useState } from "react";

export type Loaded<T> = { value: T | undefined; fault: unknown; reload: () => void };

/** Something read once when its page opens, and again on request. `load` must be stable. */
export function useLoaded<T>(load: () => Promise<T>): Loaded<T> {
  const [state, setState] = useState<{ value: T | undefined; fault: unknown }>({ value: undefined, fault: undefined });
  const reload = useCallback(() => {
    load().then(
      (value) => setState({ value, fault: undefined }),
      (fault: unknown) => setState((now) => ({ ...now, fault })),
    );
  }, [load]);
  useEffect(reload, [reload]);
  return { ...state, reload };
}
