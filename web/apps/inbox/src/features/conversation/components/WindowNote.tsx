import { Icon } from "@besedka/ui";
import { timeLeft } from "../../../shared/timeLeft";
import { useNow } from "../../../shared/useNow";
import { useTexts } from "../../../shared/useTexts";

/** How long the channel still lets us answer; nothing where it always does. With templates there is something to say afterwards, too. */
export function WindowNote({ until, templates }: { until: string | undefined; templates: boolean }) {
  const { t } = useTexts();
  const now = useNow();
  if (until === undefined) return null;
  const left = timeLeft(until, now, t);
  return (
    <p className={`composer-window ${left === "" ? "shut" : ""}`} role={left === "" ? "status" : undefined}>
      <Icon name="clock" size={16} />{left === "" ? t(templates ? "inbox.window.shutTemplates" : "inbox.window.shut") : t("inbox.window.left", { left })}
    </p>
  );
}
