import { useEffect } from "react";

/** Looks again every few seconds while something is under way and the page is seen. */
export function useOftenWhile(underWay: boolean, look: () => void): void {
  useEffect(() => {
    if (!underWay) return;
    const timer = setInterval(() => { if (!document.hidden) look(); }, 3000);
    return () => clearInterval(timer);
  }, [underWay, look]);
}
