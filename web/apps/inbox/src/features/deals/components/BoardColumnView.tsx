import type { ReactNode } from "react";
import type { BoardColumn, Stage } from "@besedka/api-client";
import { Icon } from "@besedka/ui";
import { useTexts } from "../../../shared/useTexts";
import { money } from "../state/money";
import { StageDot } from "./StageDot";

type Props = {
  stage: Stage;
  column: BoardColumn;
  folded: boolean;
  foldable: boolean;
  aimed: boolean;
  onFold: () => void;
  onMore: () => void;
  children: ReactNode;
};

/** A stage with its deals. An end is folded to its name until it is asked for; cards can be dropped on it all the same. */
export function BoardColumnView({ stage, column, folded, foldable, aimed, onFold, onMore, children }: Props) {
  const { t, locale } = useTexts();
  const words = t("inbox.deals.count", { count: column.count });
  const sum = column.sum > 0 ? money(column.sum, locale) : "";
  return (
    <section className={`column stage-${stage.color} ${folded ? "folded" : ""} ${aimed ? "aimed" : ""}`} data-stage={stage.id} aria-label={`${stage.name}, ${words}`}>
      <header className="column-head">
        <h3><StageDot stage={stage} /><span>{stage.name}</span></h3>
        <p><span>{folded ? column.count : words}</span>{sum !== "" && <span className="column-sum">{sum}</span>}</p>
        {foldable && (
          <button type="button" className="icon-button column-fold" aria-expanded={!folded} aria-label={t(folded ? "inbox.deals.unfold" : "inbox.deals.fold", { name: stage.name })} onClick={onFold}>
            <Icon name={folded ? "right" : "back"} size={16} />
          </button>
        )}
      </header>
      {!folded && (
        <ol className="column-cards">
          {children}
          {column.count === 0 && <li className="column-empty">{t("inbox.deals.emptyStage")}</li>}
          {column.next !== undefined && <li><button type="button" className="button quiet wide" onClick={onMore}>{t("inbox.deals.more", { count: column.count - column.deals.length })}</button></li>}
        </ol>
      )}
    </section>
  );
}
