import type { ApprovedTemplate } from "@besedka/api-client";
import { Icon } from "@besedka/ui";
import { useTexts } from "../../../shared/useTexts";
import { addressOf, headerPieces, textPieces, type Filling, type Piece } from "../state/templates";

function Pieces({ pieces }: { pieces: readonly Piece[] }) {
  return pieces.map((piece, index) =>
    piece.place === undefined ? <span key={index}>{piece.text}</span>
      : <mark key={index} className={piece.text === "" ? "empty" : ""}>{piece.text === "" ? `{{${piece.place}}}` : piece.text}</mark>);
}

/** The message as the client will see it, with what is still missing marked. */
export function TemplatePreview({ template, filling }: { template: ApprovedTemplate; filling: Filling }) {
  const { t } = useTexts();
  const { header } = template;
  return (
    <section className="template-preview" aria-label={t("inbox.template.preview")}>
      <div className="template-bubble">
        {header?.media !== undefined && <p className="template-media"><Icon name={header.media === "PHOTO" ? "image" : header.media === "VIDEO" ? "play" : "file"} /></p>}
        {header?.text !== undefined && header.text !== "" && <p className="template-head"><Pieces pieces={headerPieces(template, filling)} /></p>}
        <p className="template-text"><Pieces pieces={textPieces(template, filling)} /></p>
        {template.footer !== "" && <p className="template-foot">{template.footer}</p>}
      </div>
      {template.buttons.map((button, index) => (
        <p key={index} className="template-button" title={button.kind === "URL" ? addressOf(template, index, filling) : undefined}>
          <Icon name={button.kind === "URL" ? "site" : button.kind === "PHONE" ? "phone" : "reply"} size={14} />
          <span>{button.label}{button.kind === "URL" && <small>{addressOf(template, index, filling)}</small>}</span>
        </p>
      ))}
    </section>
  );
}
