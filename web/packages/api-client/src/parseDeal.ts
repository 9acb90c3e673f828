import type { Shape } from "./shape";
import { texts } from "./parse";
import type { Author, Board, BoardColumn, Deal, DealCard, DealCardPage, DealEvent, DealHistory, DealPage, Ending, OneDeal, Pipeline, Stage, StageColor } from "./words";

const ENDINGS: readonly Ending[] = ["open", "success", "failed"];
export const STAGE_COLORS: readonly StageColor[] = ["grey", "blue", "teal", "green", "yellow", "orange", "red", "violet"];
const KINDS: readonly DealEvent["kind"][] = ["opened", "moved", "changed"];
const AUTHORS: readonly Author["kind"][] = ["client", "bot", "operator", "api", "system", "outside", "callback"];

const parseStage = (s: Shape): Stage => ({
  id: s.number("id"),
  name: s.string("name"),
  ending: s.oneOf("ending", ENDINGS),
  color: s.maybeOneOf("color", STAGE_COLORS) ?? "grey",
});

export const parsePipeline = (s: Shape): Pipeline => ({ id: s.number("id"), name: s.string("name"), stages: s.objects("stages", parseStage) });

export const parsePipelines = (s: Shape): Pipeline[] => s.objects("pipelines", parsePipeline);

export const parseDealCard = (s: Shape): DealCard => ({
  id: s.number("id"),
  conversationId: s.number("conversationId"),
  pipelineId: s.number("pipelineId"),
  stageId: s.number("stageId"),
  status: s.oneOf("status", ENDINGS),
  name: s.string("name"),
  budget: s.maybeNumber("budget"),
  responsible: s.maybeObject("responsible", (r) => ({ id: r.number("id"), name: r.maybeString("name") })),
  client: s.object("client", (c) => ({
    name: c.maybeString("name") ?? "",
    channel: c.maybeString("channel") ?? "",
    connectionId: c.number("connectionId"),
    connectionName: c.maybeString("connectionName") ?? "",
    lastMessageAt: c.maybeString("lastMessageAt"),
  })),
  createdAt: s.string("createdAt"),
  movedAt: s.string("movedAt"),
  changedAt: s.string("changedAt"),
  closedAt: s.maybeString("closedAt"),
});

export const parseDeal = (s: Shape): Deal => ({
  ...parseDealCard(s),
  description: s.maybeString("description") ?? "",
  variables: texts(s, "variables"),
});

export const parseOneDeal = (s: Shape): OneDeal => ({ deal: s.object("deal", parseDeal), current: s.flag("current") });

export const parseDealPage = (s: Shape): DealPage => ({ deals: s.objects("deals", parseDeal), next: s.maybeString("next") });

export const parseDealCardPage = (s: Shape): DealCardPage => ({ deals: s.objects("deals", parseDealCard), next: s.maybeString("next") });

const parseColumn = (s: Shape): BoardColumn => ({
  stageId: s.number("stageId"),
  count: s.number("count"),
  sum: s.number("sum"),
  ...parseDealCardPage(s),
});

export const parseBoard = (s: Shape): Board => ({ pipeline: s.object("pipeline", parsePipeline), columns: s.objects("columns", parseColumn) });

const parseDealEvent = (s: Shape): DealEvent => ({
  id: s.number("id"),
  at: s.string("at"),
  author: s.object("author", (a) => ({ kind: a.maybeOneOf("kind", AUTHORS) ?? "system", id: a.maybeNumber("id"), name: a.maybeString("name") })),
  kind: s.oneOf("kind", KINDS),
  fromStageId: s.maybeNumber("fromStageId"),
  toStageId: s.maybeNumber("toStageId"),
  changes: Object.fromEntries(s.entries("changes")),
});

export const parseDealHistory = (s: Shape): DealHistory => ({ events: s.objects("events", parseDealEvent), next: s.maybeString("next") });
