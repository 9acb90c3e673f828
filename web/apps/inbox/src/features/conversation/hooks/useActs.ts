import { useCallback, useEffect, useState } from "react";
import type { Summary } from "@besedka/api-client";
import { faultText } from "../../../shared/faultText";
import { useTexts } from "../../../shared/useTexts";
import type { ProjectApi } from "../../project/api/projectApi";
import { useWorkspace } from "../../project/hooks/useWorkspace";

export type Acts = {
  /** Undefined where it makes no sense now: the button is not shown, the key does nothing. */
  take?: (() => void) | undefined;
  handBack?: (() => void) | undefined;
  close?: (() => void) | undefined;
  reopen?: (() => void) | undefined;
  assign: (user: number | null) => void;
  tell: (fault: unknown) => void;
  fault: string | undefined;
};

const SHOWN_FOR = 6_000;

/** What can be done to a conversation now, and the last refusal in words. */
export function useActs(id: number, summary: Summary | undefined): Acts {
  const workspace = useWorkspace();
  const { t } = useTexts();
  const [fault, setFault] = useState<string>();
  const tell = useCallback((problem: unknown) => setFault(faultText(problem, t)), [t]);
  useEffect(() => {
    if (fault === undefined) return;
    const timer = setTimeout(() => setFault(undefined), SHOWN_FOR);
    return () => clearTimeout(timer);
  }, [fault]);

  const act = (call: (calls: ProjectApi) => Promise<Summary>) => void workspace.act(id, call).catch(tell);
  const { owner, status } = summary ?? {};
  const mine = owner?.kind === "operator" && owner.id === workspace.me.id;
  const can = workspace.canWrite && summary !== undefined;
  const open = status === "open";
  return {
    take: can && open && !mine ? () => act((calls) => calls.take(id)) : undefined,
    handBack: can && open && owner?.kind !== "bot" ? () => act((calls) => calls.handBack(id)) : undefined,
    close: can && open ? () => act((calls) => calls.close(id)) : undefined,
    reopen: can && !open ? () => act((calls) => calls.reopen(id)) : undefined,
    assign: (user) => act((calls) => calls.assign(id, user)),
    tell,
    fault,
  };
}
