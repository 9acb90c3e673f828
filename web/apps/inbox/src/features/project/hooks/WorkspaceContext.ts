import { createContext } from "react";
import type { Workspace } from "../state/Workspace";

export const WorkspaceContext = createContext<Workspace | undefined>(undefined);
