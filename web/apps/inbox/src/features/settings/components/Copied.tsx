import { useState } from "react";
import { IconButton } from "@besedka/ui";
import { useTexts } from "../../../shared/useTexts";

/** Something to paste elsewhere, with a button that copies it. */
export function Copied({ label, value }: { label: string; value: string }) {
  const { t } = useTexts();
  const [copied, setCopied] = useState(false);
  return (
    <div className="copied">
      <span className="label">{label}</span>
      <span className="copied-value"><code>{value}</code>
        <IconButton icon={copied ? "tick" : "copy"} label={t(copied ? "inbox.settings.copied" : "inbox.settings.copy")}
          onClick={() => void navigator.clipboard?.writeText(value).then(() => setCopied(true), () => undefined)} /></span>
    </div>
  );
}
