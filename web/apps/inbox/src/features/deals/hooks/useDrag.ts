import { useCallback, useEffect, useRef, useState, type PointerEvent as ReactPointerEvent } from "react";
import type { DealCard } from "@besedka/api-client";

const SLACK = 6;
const LONG_PRESS = 300;
const EDGE = 56;
const SPEED = 14;

export type Drag = { card: DealCard; x: number; y: number; width: number; over: number | undefined };

type Press = { card: DealCard; x: number; y: number; dx: number; dy: number; width: number; pointer: number; touch: boolean; timer?: ReturnType<typeof setTimeout> };

const stageAt = (x: number, y: number): number | undefined => {
  const target = document.elementFromPoint(x, y)?.closest<HTMLElement>("[data-stage]");
  return target === null || target === undefined ? undefined : Number(target.dataset["stage"]);
};

/** How fast to scroll when the pointer is so near the edges. */
const pull = (at: number, from: number, to: number): number =>
  at < from + EDGE ? -SPEED * Math.min(1, (from + EDGE - at) / EDGE) : at > to - EDGE ? SPEED * Math.min(1, (at - to + EDGE) / EDGE) : 0;

function scrollAt(board: HTMLElement, x: number, y: number): void {
  const box = board.getBoundingClientRect();
  board.scrollLeft += pull(x, box.left, box.right);
  const column = document.elementFromPoint(x, y)?.closest<HTMLElement>(".column-cards");
  if (column === null || column === undefined) return;
  const inner = column.getBoundingClientRect();
  column.scrollTop += pull(y, inner.top, inner.bottom);
}

/** The press that let a card go is no click on whatever lies under it. */
function swallowClick(): void {
  const swallow = (event: MouseEvent) => {
    event.preventDefault();
    event.stopPropagation();
  };
  document.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => document.removeEventListener("click", swallow, { capture: true }));
}

/** Carries a card by mouse at once, by finger after a long press, so that a board still scrolls under the finger. */
export function useDrag(board: { readonly current: HTMLElement | null }, onDrop: (card: DealCard, stage: number) => void) {
  const [drag, setDrag] = useState<Drag>();
  const press = useRef<Press | undefined>(undefined);
  const carried = useRef<Drag | undefined>(undefined);
  const drop = useRef(onDrop);
  drop.current = onDrop;

  const show = useCallback((next: Drag | undefined) => {
    carried.current = next;
    setDrag(next);
  }, []);

  const lift = useCallback((x: number, y: number) => {
    const held = press.current;
    if (held !== undefined) show({ card: held.card, x: x - held.dx, y: y - held.dy, width: held.width, over: stageAt(x, y) });
  }, [show]);

  const end = useCallback((dropped: boolean) => {
    const last = carried.current;
    clearTimeout(press.current?.timer);
    press.current = undefined;
    show(undefined);
    if (last !== undefined) swallowClick();
    if (dropped && last?.over !== undefined && last.over !== last.card.stageId) drop.current(last.card, last.over);
  }, [show]);

  useEffect(() => {
    const move = (event: PointerEvent) => {
      const held = press.current;
      if (held === undefined || event.pointerId !== held.pointer) return;
      const far = Math.hypot(event.clientX - held.x, event.clientY - held.y) > SLACK;
      if (carried.current !== undefined || (far && !held.touch)) lift(event.clientX, event.clientY);
      else if (far) end(false);
      held.x = carried.current === undefined ? held.x : event.clientX;
      held.y = carried.current === undefined ? held.y : event.clientY;
    };
    const up = (event: PointerEvent) => event.pointerId === press.current?.pointer && end(carried.current !== undefined);
    const cancel = () => end(false);
    const key = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || carried.current === undefined) return;
      event.stopPropagation();
      end(false);
    };
    const hold = (event: TouchEvent) => carried.current !== undefined && event.preventDefault();
    document.addEventListener("pointermove", move);
    document.addEventListener("pointerup", up);
    document.addEventListener("pointercancel", cancel);
    document.addEventListener("keydown", key, true);
    document.addEventListener("touchmove", hold, { passive: false });
    return () => {
      document.removeEventListener("pointermove", move);
      document.removeEventListener("pointerup", up);
      document.removeEventListener("pointercancel", cancel);
      document.removeEventListener("keydown", key, true);
      document.removeEventListener("touchmove", hold);
    };
  }, [lift, end]);

  const dragging = drag !== undefined;
  useEffect(() => {
    if (!dragging) return;
    let frame = requestAnimationFrame(function tick() {
      const held = press.current;
      if (board.current !== null && held !== undefined) {
        scrollAt(board.current, held.x, held.y);
        lift(held.x, held.y);
      }
      frame = requestAnimationFrame(tick);
    });
    return () => cancelAnimationFrame(frame);
  }, [dragging, board, lift]);

  const grab = useCallback((event: ReactPointerEvent<HTMLElement>, card: DealCard) => {
    if (event.button !== 0 || (event.target instanceof Element && event.target.closest("button, a, .popover") !== null)) return;
    const box = event.currentTarget.getBoundingClientRect();
    const touch = event.pointerType !== "mouse";
    const held: Press = {
      card, x: event.clientX, y: event.clientY, dx: event.clientX - box.left, dy: event.clientY - box.top, width: box.width,
      pointer: event.pointerId, touch,
    };
    if (touch) held.timer = setTimeout(() => lift(held.x, held.y), LONG_PRESS);
    press.current = held;
  }, [lift]);

  return { drag, grab };
}
