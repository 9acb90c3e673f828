import type { Part } from "@besedka/api-client";
import { Icon, IconButton } from "@besedka/ui";
import { useTexts } from "../../../shared/useTexts";

/** What a broadcast came with that the form can only take away. */
export function KeptParts({ parts, onChange }: { parts: readonly Part[]; onChange: (parts: readonly Part[]) => void }) {
  const { t } = useTexts();
  return parts.map((part, at) => {
    const name = part.type === "attachment" ? part.name ?? t("inbox.tag.file") : t(`inbox.tag.${part.type}`);
    return (
      <li key={at} className="upload"><Icon name="file" /><span className="upload-name">{name}</span>
        <IconButton icon="cross" label={t("inbox.composer.removeFile", { name })} onClick={() => onChange(parts.filter((_, other) => other !== at))} /></li>
    );
  });
}
