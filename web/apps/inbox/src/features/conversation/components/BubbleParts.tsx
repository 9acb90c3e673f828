import type { Part } from "@besedka/api-client";
import { Icon } from "@besedka/ui";
import { useTexts } from "../../../shared/useTexts";
import { AttachmentView } from "./AttachmentView";
import { ButtonsView } from "./ButtonsView";
import { LocationView } from "./LocationView";
import { TemplateNote } from "./TemplateNote";

/** The parts of a message under each other. `text` tells a press apart from a press whose label stands in the text. */
export function BubbleParts({ parts, text }: { parts: readonly Part[]; text: string }) {
  const { t } = useTexts();
  return (
    <div className="parts">
      {parts.map((part, index) => {
        switch (part.type) {
          case "attachment":
            return <AttachmentView key={index} attachment={part} />;
          case "buttons":
            return <ButtonsView key={index} buttons={part} />;
          case "location":
            return <LocationView key={index} location={part} />;
          case "list":
            return (
              <details key={index} className="list-part">
                <summary>{part.open || t("inbox.tag.list")}</summary>
                {part.sections.map((section, at) => (
                  <div key={at}>{section.title !== undefined && <strong>{section.title}</strong>}
                    <ul>{section.rows.map((row) => <li key={row.id}>{row.title}{row.description !== undefined && <small>{row.description}</small>}</li>)}</ul>
                  </div>
                ))}
              </details>
            );
          case "contact":
            return (
              <div key={index} className="card-part"><Icon name="person" />
                <span><strong>{[part.firstName, part.lastName].filter(Boolean).join(" ")}</strong>
                  <a href={`tel:${part.phone}`}>{part.phone}</a>{part.own && <small>{t("inbox.part.own")}</small>}</span>
              </div>
            );
          case "template":
            return <TemplateNote key={index} template={part} worded={text !== ""} />;
          case "press":
            return <p key={index} className="press"><Icon name="take" size={14} />{text === "" ? part.value ?? "" : t("inbox.part.press")}</p>;
          case "unsupported":
            return <p key={index} className="gone"><Icon name="help" size={14} />{t("inbox.part.unsupported", { kind: part.kind })}</p>;
        }
      })}
    </div>
  );
}
