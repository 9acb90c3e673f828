import { useState } from "react";

export type Deed = { busy: boolean; fault: unknown; done: boolean; run: (work: () => Promise<unknown>) => Promise<boolean>; /** How it ended says nothing any more. */ forget: () => void };

/** One thing a form does: whether it runs, went wrong or is done. */
export function useDeed(): Deed {
  const [state, setState] = useState<{ busy: boolean; fault: unknown; done: boolean }>({ busy: false, fault: undefined, done: false });
  async function run(work: () => Promise<unknown>): Promise<boolean> {
    setState({ busy: true, fault: undefined, done: false });
    try {
      await work();
      setState({ busy: false, fault: undefined, done: true });
      return true;
    } catch (fault) {
      setState({ busy: false, fault, done: false });
      return false;
    }
  }
  return { ...state, run, forget: () => setState({ busy: false, fault: undefined, done: false }) };
}
