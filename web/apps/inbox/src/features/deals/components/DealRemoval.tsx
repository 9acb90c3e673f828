import { useState } from "react";
import { Icon } from "@besedka/ui";
import { useTexts } from "../../../shared/useTexts";

/** Asks once more before a deal is deleted for good; who says no stands where they were. */
export function DealRemoval({ name, onRemove }: { name: string; onRemove: () => void }) {
  const { t } = useTexts();
  const [step, setStep] = useState<"idle" | "asked" | "kept">("idle");
  if (step !== "asked") {
    return (
      <button type="button" className="button quiet deal-removal" autoFocus={step === "kept"} onClick={() => setStep("asked")}>
        <Icon name="bin" size={18} />{t("inbox.deals.remove")}
      </button>
    );
  }
  return (
    <div className="bubble-sure" role="alertdialog" aria-label={t("inbox.deals.removeSure", { name })}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        setStep("kept");
      }}>
      <span>{t("inbox.deals.removeSure", { name })}</span>
      <button type="button" className="button danger" onClick={() => { setStep("idle"); onRemove(); }}>{t("inbox.deals.removeYes")}</button>
      <button type="button" className="button quiet" autoFocus onClick={() => setStep("kept")}>{t("inbox.app.cancel")}</button>
    </div>
  );
}
