import { useEffect, useRef, useState } from "react";
import { keepDoor } from "./door";

export type Leaving = {
  /** Somebody wants to leave, and is to be asked. */
  asked: boolean;
  stay: () => void;
  leave: () => void;
  /** What was written is safe: leaving asks no more. */
  free: () => void;
};

/** Keeps what is written here from being lost: by a press elsewhere, by the way back, by closing the page. */
export function useLeaving(unsaved: boolean): Leaving {
  const [going, setGoing] = useState<() => void>();
  const open = useRef(() => {});
  useEffect(() => {
    if (!unsaved) return;
    const letGo = keepDoor((leave) => setGoing(() => leave));
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    open.current = () => {
      letGo();
      removeEventListener("beforeunload", warn);
    };
    return () => open.current();
  }, [unsaved]);
  return {
    asked: going !== undefined,
    stay: () => setGoing(undefined),
    leave: () => {
      open.current();
      setGoing(undefined);
      going?.();
    },
    free: () => open.current(),
  };
}
