import { useState } from "react";
import { Icon, Sure } from "@besedka/ui";
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
    <Sure question={t("inbox.deals.removeSure", { name })} yes={t("inbox.deals.removeYes")} no={t("inbox.app.cancel")}
      onYes={() => { setStep("idle"); onRemove(); }} onNo={() => setStep("kept")} />
  );
}
