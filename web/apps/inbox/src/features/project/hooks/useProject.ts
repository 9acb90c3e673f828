import { useStore } from "../../../shared/store";
import type { ProjectState } from "../state/projectState";
import { useWorkspace } from "./useWorkspace";

export const useProject = <T>(pick: (state: ProjectState) => T): T => useStore(useWorkspace().store, pick);
