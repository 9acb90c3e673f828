import type { Project } from "@besedka/api-client";

/** Operators look; who sets the project up makes lists and sends. */
export const maySend = (project: Project): boolean => project.roles.some((role) => role === "SETTINGS" || role === "ADMINISTRATOR");

export const mayWork = (project: Project): boolean => maySend(project) || project.roles.includes("OPERATOR");
