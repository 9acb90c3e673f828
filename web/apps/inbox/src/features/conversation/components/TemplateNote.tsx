import type { TemplatePart } from "@besedka/api-client";
import { Icon } from "@besedka/ui";
import { useTexts } from "../../../shared/useTexts";

/** That a message is a template, and what filled its header and its buttons. @param worded whether the message's text says what the template says */
export function TemplateNote({ template, worded }: { template: TemplatePart; worded: boolean }) {
  const { t } = useTexts();
  const { header, parameters } = template;
  const link = header?.link !== undefined && /^https?:/.test(header.link) ? header.link : undefined;
  return (
    <div className="template-note">
      <p className="chip"><Icon name="template" size={14} />{t("inbox.part.template", { name: template.name })}</p>
      {header?.text !== undefined && <p>{t("inbox.template.headerIs", { text: header.text })}</p>}
      {link !== undefined && <a href={link} target="_blank" rel="noopener noreferrer">{header?.name ?? link}</a>}
      {!worded && parameters !== undefined && parameters.length > 0 && <p>{parameters.join(" · ")}</p>}
      {template.buttons?.map((button) => (
        <p key={button.index} className="template-fill"><Icon name={button.kind === "URL" ? "site" : "reply"} size={14} />{button.kind === "URL" ? button.value : button.label}</p>
      ))}
    </div>
  );
}
