import { useSyncExternalStore } from "react";
import { Store } from "../shared/store";
import { isKept, pass } from "./door";
import { parseRoute, routePath, type Route } from "./route";

const current = new Store<Route>(parseRoute(location.pathname));

/** Which entry of the browser's history this is, so that a way back that was refused can be undone. */
let place = placeOf(history.state) ?? 0;
let undoing = false;
history.replaceState({ place }, "");

function placeOf(state: unknown): number | undefined {
  return typeof state === "object" && state !== null && "place" in state && typeof state.place === "number" ? state.place : undefined;
}

addEventListener("popstate", (event) => {
  if (undoing) {
    undoing = false;
    return;
  }
  const to = placeOf(event.state) ?? place - 1;
  const steps = to - place;
  if (isKept() && steps !== 0) {
    undoing = true;
    history.go(-steps);
    pass(() => history.go(steps));
    return;
  }
  place = to;
  current.change(() => parseRoute(location.pathname));
});

export const useRoute = (): Route => useSyncExternalStore(current.subscribe, current.get);

/** Asks first where something would be lost. */
export function go(route: Route, replace = false): void {
  const path = routePath(route);
  if (path === location.pathname) return;
  pass(() => {
    if (!replace) place++;
    if (replace) history.replaceState({ place }, "", path);
    else history.pushState({ place }, "", path);
    current.change(() => route);
  });
}
