import { useState } from "react";
import { Icon } from "@besedka/ui";
import { useTexts } from "../../../shared/useTexts";

/** Asks once more before a deal is deleted for good. */
export function DealRemoval({ name, onRemove }: { name: string; onRemove: () => void }) {
  const { t } = useTexts();
  const [sure, setSure] = useState(false);
  if (!sure)
    return <button type="button" className="button quiet deal-removal" onClick={() => setSure(true)}><Icon name="bin" size={18} />{t("inbox.deals.remove")}</button>;
  return (
    <div className="bubble-sure" role="alertdialog" aria-label={t("inbox.deals.removeSure", { name })}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        setSure(false);
      }}>
      <span>{t("inbox.deals.removeSure", { name })}</span>
      <button type="button" className="button danger" onClick={() => { setSure(false); onRemove(); }}>{t("inbox.deals.removeYes")}</button>
      <button type="button" className="button quiet" autoFocus onClick={() => setSure(false)}>{t("inbox.app.cancel")}</button>
    </div>
  );
}
