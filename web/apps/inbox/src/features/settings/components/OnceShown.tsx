import { useState } from "react";
import { Icon } from "@besedka/ui";
import { useTexts } from "../../../shared/useTexts";

/** A secret that will not be shown again, with a button that copies it. */
export function OnceShown({ label, value, onClose }: { label: string; value: string; onClose: () => void }) {
  const { t } = useTexts();
  const [copied, setCopied] = useState(false);
  return (
    <div className="once notice lantern" role="status">
      <p>{label}</p>
      <code>{value}</code>
      <p className="row-buttons">
        <button type="button" className="button" onClick={() => void navigator.clipboard?.writeText(value).then(() => setCopied(true), () => undefined)}>
          <Icon name={copied ? "tick" : "copy"} size={16} />{t(copied ? "inbox.settings.copied" : "inbox.settings.copy")}
        </button>
        <button type="button" className="button quiet" onClick={onClose}>{t("inbox.settings.hide")}</button>
      </p>
    </div>
  );
}
