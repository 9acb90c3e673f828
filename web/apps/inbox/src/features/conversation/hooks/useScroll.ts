import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from "react";

type Anchor = { key: string; top: number };
type Options = { nearTop: () => void; nearBottom: () => void; atEnd: boolean; start: string | undefined };
export type Scroll = { box: RefObject<HTMLDivElement | null>; following: boolean; isFollowing: () => boolean; look: () => void; follow: () => void; show: (key: string) => boolean };

const NEAR = 500;
const END = 48;

/**
 * Keeps the eye where it is: one who reads the end stays at the end, anyone else keeps the same message at the same
 * height, whatever is loaded above, dropped below or grows when its picture arrives.
 */
export function useScroll({ nearTop, nearBottom, atEnd, start }: Options): Scroll {
  const box = useRef<HTMLDivElement>(null);
  const anchor = useRef<Anchor | undefined>(undefined);
  const followed = useRef(true);
  const [following, setFollowing] = useState(true);

  const setFollow = useCallback((value: boolean) => {
    followed.current = value;
    setFollowing(value);
  }, []);

  const settle = useCallback(() => {
    const element = box.current;
    if (element === null) return;
    if (followed.current) element.scrollTop = element.scrollHeight;
    else if (anchor.current !== undefined) {
      const held = find(element, anchor.current.key);
      if (held !== undefined) element.scrollTop += topOf(held, element) - anchor.current.top;
    }
  }, []);

  const remember = useCallback(() => {
    const element = box.current;
    const first = element === null ? undefined : keyed(element).find((child) => topOf(child, element) + child.offsetHeight > 0);
    if (element !== null && first !== undefined) anchor.current = { key: first.dataset["key"] ?? "", top: topOf(first, element) };
  }, []);

  const look = useCallback(() => {
    const element = box.current;
    if (element === null) return;
    const left = element.scrollHeight - element.clientHeight - element.scrollTop;
    const follows = atEnd && left < END;
    if (follows !== followed.current) setFollow(follows);
    remember();
    if (element.scrollTop < NEAR) nearTop();
    if (!atEnd && left < NEAR) nearBottom();
  }, [atEnd, nearTop, nearBottom, remember, setFollow]);

  useLayoutEffect(() => {
    const element = box.current;
    const line = element === null || start === undefined ? undefined : find(element, start);
    if (element === null || line === undefined) return settle();
    element.scrollTop = element.scrollHeight;
    if (topOf(line, element) < 0) {
      element.scrollTop += topOf(line, element) - 64;
      setFollow(false);
      remember();
    }
  }, []);
  useLayoutEffect(settle);
  useEffect(() => {
    const watch = new ResizeObserver(settle);
    if (box.current !== null) watch.observe(box.current);
    if (box.current?.firstElementChild) watch.observe(box.current.firstElementChild);
    return () => watch.disconnect();
  }, [settle]);

  return {
    box,
    following,
    isFollowing: () => followed.current,
    look,
    follow: () => { setFollow(true); settle(); },
    show: (key) => {
      const found = box.current === null ? undefined : find(box.current, key);
      if (found === undefined) return false;
      setFollow(false);
      found.scrollIntoView({ block: "center" });
      remember();
      found.classList.remove("shown");
      requestAnimationFrame(() => found.classList.add("shown"));
      return true;
    },
  };
}

const keyed = (element: HTMLElement): HTMLElement[] =>
  [...element.querySelectorAll("[data-key]")].filter((child) => child instanceof HTMLElement);

const find = (element: HTMLElement, key: string): HTMLElement | undefined => keyed(element).find((child) => child.dataset["key"] === key);

const topOf = (child: HTMLElement, element: HTMLElement): number => child.getBoundingClientRect().top - element.getBoundingClientRect().top;
