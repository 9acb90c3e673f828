import { useState } from "react";
import type { Attachment } from "@besedka/api-client";
import { Sheet } from "@besedka/ui";
import { useTexts } from "../../../shared/useTexts";

const WIDEST = 320;
const HIGHEST = 360;

/** A picture with its place kept while it loads; a press shows it large. */
export function PictureView({ address, attachment, onBroken }: { address: string; attachment: Attachment; onBroken: () => void }) {
  const { t } = useTexts();
  const [large, setLarge] = useState(false);
  const { width, height, name } = attachment;
  const scale = width && height ? Math.min(1, WIDEST / width, HIGHEST / height) : undefined;
  const size = scale === undefined || !width || !height ? {} : { width: Math.round(width * scale), height: Math.round(height * scale) };
  const label = name ?? t("inbox.tag.photo");
  return (
    <>
      <button type="button" className="picture" onClick={() => setLarge(true)} aria-label={t("inbox.part.enlarge", { name: label })}>
        <img src={address} alt={label} {...size} loading="lazy" decoding="async" onError={onBroken} />
      </button>
      {large && (
        <Sheet title={label} closeLabel={t("inbox.app.close")} onClose={() => setLarge(false)} className="lightbox">
          <img src={address} alt={label} />
          <a className="button" href={address} download={name ?? ""}>{t("inbox.part.download")}</a>
        </Sheet>
      )}
    </>
  );
}
