import { useSyncExternalStore } from "react";
import { Store } from "../shared/store";
import { parseRoute, routePath, type Route } from "./route";

const current = new Store<Route>(parseRoute(location.pathname));
addEventListener("popstate", () => current.change(() => parseRoute(location.pathname)));

export const useRoute = (): Route => useSyncExternalStore(current.subscribe, current.get);

export function go(route: Route, replace = false): void {
  const path = routePath(route);
  if (path === location.pathname) return;
  if (replace) history.replaceState(null, "", path);
  else history.pushState(null, "", path);
  current.change(() => route);
}
