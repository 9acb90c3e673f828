import { useTexts } from "../../../shared/useTexts";
import { useProject } from "../../project/hooks/useProject";

export function NothingOpen() {
  const { t } = useTexts();
  const { mine, unassigned } = useProject((s) => s.lists.counts);
  return (
    <section className="pane nothing lattice">
      <div className="nothing-arch">
        <h2>{mine + unassigned > 0 ? t("inbox.nothing.waiting", { count: mine + unassigned }) : t("inbox.nothing.quiet")}</h2>
        <p>{t("inbox.nothing.hint")}</p>
        <p className="nothing-keys"><kbd>j</kbd> <kbd>k</kbd> <kbd>/</kbd> <kbd>?</kbd></p>
      </div>
    </section>
  );
}
