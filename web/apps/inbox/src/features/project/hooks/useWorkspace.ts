import { useContext } from "react";
import type { Workspace } from "../state/Workspace";
import { WorkspaceContext } from "./WorkspaceContext";

export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext);
  if (workspace === undefined) throw new Error("There is no open project here");
  return workspace;
}
