import { useEffect, useState } from "react";
import { useTexts } from "../../../shared/useTexts";
import type { Boarded } from "../state/board";
import { StageDot } from "./StageDot";

type Props = { board: Boarded; scroller: { readonly current: HTMLDivElement | null }; over: number | undefined };

/** On a phone one column fills the screen: these lead to the others, show where one is, and take a card that is let go over them. */
export function StageTabs({ board, scroller, over }: Props) {
  const { t } = useTexts();
  const [at, setAt] = useState(0);
  useEffect(() => {
    const place = scroller.current;
    if (place === null) return;
    const look = () => setAt(Math.round(place.scrollLeft / Math.max(1, place.clientWidth)));
    place.addEventListener("scroll", look, { passive: true });
    return () => place.removeEventListener("scroll", look);
  }, [scroller]);
  const show = (index: number) => scroller.current?.children[index]?.scrollIntoView({ behavior: "smooth", inline: "start", block: "nearest" });
  return (
    <nav className="stage-tabs" aria-label={t("inbox.deals.stages")}>
      {board.pipeline.stages.map((stage, index) => (
        <button key={stage.id} type="button" data-stage={stage.id} className={over === stage.id ? "aimed" : ""} aria-current={index === at} onClick={() => show(index)}>
          <StageDot stage={stage} /><span>{stage.name}</span><small>{board.columns[index]?.count ?? 0}</small>
        </button>
      ))}
    </nav>
  );
}
