import { useLayoutEffect, useRef, type RefObject } from "react";

/**
 * Where the focus goes when the row it stands in is taken out of a list: to the same place of the next row, else of the one before, else
 * to the list, which needs a tabIndex of -1.
 *
 * @param place what has the focus in a row @param rows whose change tells that the row is gone
 */
export function useNeighbour<E extends HTMLElement>(place: string, rows: unknown): { ref: RefObject<E | null>; goes: (row: number) => void } {
  const ref = useRef<E>(null);
  const gone = useRef<number>(undefined);
  useLayoutEffect(() => {
    const list = ref.current;
    if (gone.current === undefined || list === null) return;
    const at = gone.current;
    gone.current = undefined;
    if (document.activeElement !== document.body) return;
    const places = [...list.children].map((row) => row.querySelector<HTMLElement>(place)).filter((one) => one !== null);
    (places[Math.min(at, places.length - 1)] ?? list).focus();
  }, [rows, place]);
  return { ref, goes: (row) => { gone.current = row; } };
}
