import type { View } from "@besedka/api-client";

export type Section = "profile" | "project" | "team" | "keys" | "webhooks" | "connections" | "pipelines";
export type MailingSection = "broadcasts" | "lists";
export type Route =
  | { page: "home" }
  | { page: "link"; token: string }
  | { page: "inbox"; project: number; view: View; conversation?: number | undefined }
  | { page: "mailing"; project: number; section: MailingSection; id?: number | undefined; writing?: boolean | undefined }
  | { page: "deals"; project: number; pipeline?: number | undefined; deal?: number | undefined }
  | { page: "settings"; project: number; section: Section };

const VIEWS: readonly View[] = ["mine", "unassigned", "all", "closed"];
export const SECTIONS: readonly Section[] = ["profile", "project", "team", "keys", "webhooks", "connections", "pipelines"];

/**
 * /inbox/link/{token} · /inbox/{project}/{view}[/{conversation}] · /inbox/{project}/deals[/{pipeline}[/{deal}]] ·
 * /inbox/{project}/{broadcasts|lists}[/{id}] · /inbox/{project}/broadcasts/new · /inbox/{project}/broadcasts/{id}/edit ·
 * /inbox/{project}/settings/{section}
 */
export function parseRoute(path: string): Route {
  const [root, first = "", second = "", third = "", fourth = ""] = path.split("/").filter((part) => part !== "");
  if (root !== "inbox") return { page: "home" };
  if (first === "link" && second !== "") return { page: "link", token: second };
  const project = number(first);
  if (project === undefined) return { page: "home" };
  if (second === "broadcasts") return { page: "mailing", project, section: second, id: number(third), writing: third === "new" || fourth === "edit" };
  if (second === "lists") return { page: "mailing", project, section: second, id: number(third) };
  if (second === "settings") return { page: "settings", project, section: SECTIONS.find((one) => one === third) ?? "profile" };
  if (second === "deals") return { page: "deals", project, pipeline: number(third), deal: number(fourth) };
  return { page: "inbox", project, view: VIEWS.find((one) => one === second) ?? "mine", conversation: number(third) };
}

export function routePath(route: Route): string {
  switch (route.page) {
    case "home":
      return "/inbox/";
    case "link":
      return `/inbox/link/${route.token}`;
    case "settings":
      return `/inbox/${route.project}/settings/${route.section}`;
    case "mailing":
      return ["/inbox", route.project, route.section, route.id ?? (route.writing === true ? "new" : undefined), route.id !== undefined && route.writing === true ? "edit" : undefined]
        .filter((part) => part !== undefined).join("/");
    case "deals":
      return ["/inbox", route.project, "deals", route.pipeline, route.pipeline === undefined ? undefined : route.deal]
        .filter((part) => part !== undefined).join("/");
    case "inbox":
      return `/inbox/${route.project}/${route.view}${route.conversation === undefined ? "" : `/${route.conversation}`}`;
  }
}

const number = (text: string): number | undefined => (/^\d{1,15}$/.test(text) ? Number(text) : undefined);
