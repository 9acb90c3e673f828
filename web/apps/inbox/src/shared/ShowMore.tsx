import { useLayoutEffect, useRef } from "react";

type Props = { label: string; hasMore: boolean; busy?: boolean | undefined; onMore: () => void };

/**
 * Under a list, its next sibling before it. The focus stays on the button while there is more; behind the last page, when the button
 * goes, it is on the first row that came.
 */
export function ShowMore({ label, hasMore, busy = false, onMore }: Props) {
  const place = useRef<HTMLSpanElement>(null);
  const had = useRef<number>(undefined);
  const list = () => place.current?.previousElementSibling;
  useLayoutEffect(() => {
    if (had.current === undefined || hasMore || busy) return;
    const row = list()?.children[had.current];
    had.current = undefined;
    if (document.activeElement === document.body) row?.querySelector<HTMLElement>("button, a, input")?.focus();
  });
  const press = () => {
    if (busy) return;
    had.current = list()?.children.length;
    onMore();
  };
  return (
    <span ref={place} className="show-more">
      {hasMore && <button type="button" className="button quiet" aria-disabled={busy} onClick={press}>{label}</button>}
    </span>
  );
}
