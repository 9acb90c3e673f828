import type { View } from "@besedka/api-client";

export type Section = "profile" | "team" | "keys" | "webhooks" | "connections";
export type MailingSection = "broadcasts" | "lists";
export type Route =
  | { page: "home" }
  | { page: "link"; token: string }
  | { page: "inbox"; project: number; view: View; conversation?: number | undefined }
  | { page: "mailing"; project: number; section: MailingSection; id?: number | undefined }
  | { page: "settings"; project: number; section: Section };

const VIEWS: readonly View[] = ["mine", "unassigned", "all", "closed"];
export const SECTIONS: readonly Section[] = ["profile", "team", "keys", "webhooks", "connections"];

/** /inbox/link/{token} · /inbox/{project}/{view}[/{conversation}] · /inbox/{project}/{broadcasts|lists}[/{id}] · /inbox/{project}/settings/{section} */
export function parseRoute(path: string): Route {
  const [root, first = "", second = "", third = ""] = path.split("/").filter((part) => part !== "");
  if (root !== "inbox") return { page: "home" };
  if (first === "link" && second !== "") return { page: "link", token: second };
  const project = number(first);
  if (project === undefined) return { page: "home" };
  if (second === "broadcasts" || second === "lists") return { page: "mailing", project, section: second, id: number(third) };
  if (second === "settings") return { page: "settings", project, section: SECTIONS.find((one) => one === third) ?? "profile" };
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
      return `/inbox/${route.project}/${route.section}${route.id === undefined ? "" : `/${route.id}`}`;
    case "inbox":
      return `/inbox/${route.project}/${route.view}${route.conversation === undefined ? "" : `/${route.conversation}`}`;
  }
}

const number = (text: string): number | undefined => (/^\d{1,15}$/.test(text) ? Number(text) : undefined);
