import {
  parseBoard, parseDealCardPage, parseDealHistory, parseDealPage, parseOneDeal, parsePipeline, parsePipelines,
  type Api, type DealChange, type NewDeal, type NewStage, type StageChange,
} from "@besedka/api-client";
import type { BoardFilter } from "../state/filter";

type Words = Record<string, string | number | undefined>;

const asked = (words: Words): string => {
  const search = new URLSearchParams();
  Object.entries(words).forEach(([name, value]) => value !== undefined && value !== "" && search.set(name, String(value)));
  const text = search.toString();
  return text === "" ? "" : `?${text}`;
};

/** The calls about pipelines and deals of one project. */
export function dealsApi(api: Api, root: string) {
  const pipeline = (id: number) => `${root}/pipelines/${id}`;
  const stage = (pipelineId: number, id: number) => `${pipeline(pipelineId)}/stages/${id}`;
  const deal = (id: number) => `${root}/deals/${id}`;
  return {
    pipelines: () => api.get(`${root}/pipelines`, parsePipelines),
    addPipeline: (name: string) => api.send("POST", `${root}/pipelines`, { name }, parsePipeline),
    changePipeline: (id: number, change: { name?: string; position?: number }) => api.send("PATCH", pipeline(id), change, parsePipeline),
    removePipeline: (id: number, to?: number) => api.tell("DELETE", `${pipeline(id)}${asked({ to })}`),
    addStage: (id: number, made: NewStage) => api.send("POST", `${pipeline(id)}/stages`, made, parsePipeline),
    changeStage: (id: number, stageId: number, change: StageChange) => api.send("PATCH", stage(id, stageId), change, parsePipeline),
    removeStage: (id: number, stageId: number, to?: number) => api.send("DELETE", `${stage(id, stageId)}${asked({ to })}`, undefined, parsePipeline),
    board: (id: number, filter: BoardFilter, limit?: number) => api.get(`${pipeline(id)}/board${asked({ ...filter, limit })}`, parseBoard),
    column: (id: number, stageId: number, filter: BoardFilter, after: string) =>
      api.get(`${pipeline(id)}/board/${stageId}${asked({ ...filter, after, limit: 50 })}`, parseDealCardPage),
    list: (words: Words) => api.get(`${root}/deals${asked(words)}`, parseDealPage),
    one: (id: number) => api.get(deal(id), parseOneDeal),
    history: (id: number, after?: string) => api.get(`${deal(id)}/history${asked({ after, limit: 30 })}`, parseDealHistory),
    create: (made: NewDeal) => api.send("POST", `${root}/deals`, made, parseOneDeal),
    change: (id: number, change: DealChange) => api.send("PATCH", deal(id), change, parseOneDeal),
    remove: (id: number) => api.tell("DELETE", deal(id)),
    variables: (id: number, values: Record<string, string | null>) => api.send("PUT", `${deal(id)}/variables`, values, parseOneDeal),
    exportAddress: (words: Words) => `${root}/deals/export${asked(words)}`,
  };
}
