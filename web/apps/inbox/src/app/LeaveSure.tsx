import { Sure } from "@besedka/ui";
import { useTexts } from "../shared/useTexts";
import type { Leaving } from "./useLeaving";

/** Asks at the lower edge of what is seen, so that nobody has to look for the question; it stands last on its page. */
export function LeaveSure({ leaving }: { leaving: Leaving }) {
  const { t } = useTexts();
  if (!leaving.asked) return null;
  return (
    <div className="leave-sure">
      <Sure question={t("inbox.leave.sure")} yes={t("inbox.leave.yes")} no={t("inbox.leave.no")} onYes={leaving.leave} onNo={leaving.stay} />
    </div>
  );
}
