import { useCallback, useRef, useState, type KeyboardEvent } from "react";
import type { DealCard } from "@besedka/api-client";
import { keep } from "../../../shared/keep";
import { useTexts } from "../../../shared/useTexts";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { useDrag } from "../hooks/useDrag";
import { useMedia } from "../hooks/useMedia";
import type { Boarded } from "../state/board";
import { cardKey } from "../state/pressKeys";
import { BoardColumnView } from "./BoardColumnView";
import { DealCardView, DealCardWords } from "./DealCardView";
import { StageTabs } from "./StageTabs";

type Props = {
  board: Boarded;
  onOpen: (deal: number) => void;
  onMove: (deal: number, stage: number) => Promise<boolean>;
  onRemove: (deal: number) => Promise<boolean>;
  onMore: (stage: number) => void;
};

/** The columns of a board. A card goes elsewhere by pointer, by keyboard or by its menu; what happened is said aloud. */
export function Kanban({ board, onOpen, onMove, onRemove, onMore }: Props) {
  const { t } = useTexts();
  const { canWorkDeals } = useWorkspace();
  const narrow = useMedia("(max-width: 47.99rem)");
  const scroller = useRef<HTMLDivElement>(null);
  const [folds, setFolds] = useState<ReadonlySet<number>>(() => new Set((keep.read("deals.unfolded") ?? "").split(",").map(Number)));
  const [said, setSaid] = useState("");
  const [lifted, setLifted] = useState<{ id: number; aim: number }>();
  const [focused, setFocused] = useState<number>();
  const { stages } = board.pipeline;
  const nameOf = (id: number) => stages.find((stage) => stage.id === id)?.name ?? "";
  const cardName = (card: DealCard) => card.name || card.client.name || t("inbox.deals.nameless");

  const move = useCallback(async (card: DealCard, stage: number) => {
    const words = { name: cardName(card), stage: nameOf(stage) };
    const done = await onMove(card.id, stage);
    setSaid(t(done ? "inbox.deals.saidMoved" : "inbox.deals.saidRefused", words));
  }, [onMove, stages, t]);
  /** The focus goes to the card that comes into the place of the one deleted, else to the one before it. */
  const remove = async (card: DealCard) => {
    const column = board.columns.find((one) => one.stageId === card.stageId)?.deals ?? [];
    const at = column.findIndex((one) => one.id === card.id);
    const next = column[at + 1]?.id ?? column[at - 1]?.id;
    const done = await onRemove(card.id);
    setSaid(t(done ? "inbox.deals.saidRemoved" : "inbox.deals.saidKept", { name: cardName(card) }));
    setTimeout(() => focus(done ? next ?? scroller.current?.querySelector<HTMLElement>("[data-card]")?.dataset["card"] : card.id));
  };
  const { drag, grab } = useDrag(scroller, (card, stage) => void move(card, stage));

  const isFolded = (index: number) => !narrow && stages[index]?.ending !== "open" && !folds.has(stages[index]?.id ?? 0);
  const fold = (id: number) => setFolds((now) => {
    const next = new Set(now);
    if (!next.delete(id)) next.add(id);
    keep.write("deals.unfolded", [...next].join());
    return next;
  });
  const rows = board.columns.map((column, index) => (isFolded(index) ? 0 : column.deals.length));
  const focus = (id: number | string | undefined) => {
    if (id !== undefined) scroller.current?.querySelector<HTMLElement>(`[data-card="${id}"]`)?.focus();
  };
  const refocusSoon = (id: number) => setTimeout(() => focus(id));

  function press(event: KeyboardEvent<HTMLElement>, card: DealCard, column: number, row: number) {
    const held = lifted?.id === card.id ? lifted : undefined;
    const act = cardKey(event.key, { column, row }, rows, held?.aim);
    if (act === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    if (act.type !== "cancel" || event.key === "Escape") event.preventDefault();
    event.stopPropagation();
    switch (act.type) {
      case "open": return onOpen(card.id);
      case "focus": return focus(board.columns[act.column]?.deals[act.row]?.id);
      case "lift": {
        if (!canWorkDeals) return;
        setLifted({ id: card.id, aim: column });
        return setSaid(t("inbox.deals.saidLifted", { name: cardName(card), stage: nameOf(card.stageId) }));
      }
      case "aim": {
        setLifted({ id: card.id, aim: act.column });
        const stage = stages[act.column];
        scroller.current?.querySelector(`[data-stage="${stage?.id}"]`)?.scrollIntoView({ block: "nearest", inline: "nearest" });
        return setSaid(t("inbox.deals.saidAimed", { stage: stage?.name ?? "", place: act.column + 1, all: stages.length }));
      }
      case "cancel": {
        setLifted(undefined);
        return setSaid(t("inbox.deals.saidCancelled", { name: cardName(card) }));
      }
      case "drop": {
        const stage = stages[held?.aim ?? column];
        setLifted(undefined);
        if (stage !== undefined && stage.id !== card.stageId) void move(card, stage.id).then(() => refocusSoon(card.id));
        refocusSoon(card.id);
      }
    }
  }

  const firstCard = board.columns.find((column, index) => !isFolded(index) && column.deals.length > 0)?.deals[0]?.id;
  const known = board.columns.some((column, index) => !isFolded(index) && column.deals.some((card) => card.id === focused));
  const stop = known ? focused : firstCard;
  return (
    <>
      <p className="unseen" role="status" aria-live="assertive">{said}</p>
      <p className="unseen" id="deal-keys">{t("inbox.deals.keys")}</p>
      {narrow && <StageTabs board={board} scroller={scroller} over={drag?.over} />}
      <div className={`kanban ${drag === undefined ? "" : "dragging"}`} ref={scroller}>
        {board.columns.map((column, at) => {
          const stage = stages.find((one) => one.id === column.stageId);
          if (stage === undefined) return null;
          return (
            <BoardColumnView key={stage.id} stage={stage} column={column} folded={isFolded(at)} foldable={!narrow && stage.ending !== "open"}
              aimed={drag === undefined ? lifted?.aim === at : drag.over === stage.id} onFold={() => fold(stage.id)} onMore={() => onMore(stage.id)}>
              {column.deals.map((card, row) => (
                <DealCardView key={card.id} card={card} stages={stages} tabStop={card.id === stop} lifted={lifted?.id === card.id}
                  carried={drag?.card.id === card.id} movable={canWorkDeals} onOpen={() => onOpen(card.id)} onMove={(to) => void move(card, to)} onRemove={() => void remove(card)}
                  onKey={(event) => press(event, card, at, row)} onGrab={(event) => grab(event, card)} onFocus={() => setFocused(card.id)} />
              ))}
            </BoardColumnView>
          );
        })}
      </div>
      {drag !== undefined && (
        <div className="deal-card ghost" aria-hidden="true" style={{ width: drag.width, transform: `translate(${drag.x}px, ${drag.y}px)` }}>
          <div className="deal-card-face"><DealCardWords card={drag.card} /></div>
        </div>
      )}
    </>
  );
}
