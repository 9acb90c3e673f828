import { useCallback, useState } from "react";
import type { ApprovedTemplate, NewContent } from "@besedka/api-client";
import { Sheet } from "@besedka/ui";
import { faultText } from "../../../shared/faultText";
import { useTexts } from "../../../shared/useTexts";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { useLoaded } from "../../settings/hooks/useLoaded";
import { TemplateForm } from "./TemplateForm";
import { TemplateList } from "./TemplateList";
import "../template.css";

type Props = { connection: number; onSend: (content: NewContent) => void; onClose: () => void };

/** Chooses one of the connection's approved templates, and fills it. */
export function TemplatePicker({ connection, onSend, onClose }: Props) {
  const { t } = useTexts();
  const { calls } = useWorkspace();
  const { value, fault, reload } = useLoaded(useCallback(() => calls.templates(connection), [calls, connection]));
  const [chosen, setChosen] = useState<ApprovedTemplate>();
  const [query, setQuery] = useState("");

  return (
    <Sheet title={chosen === undefined ? t("inbox.template.title") : chosen.name} closeLabel={t("inbox.app.close")} onClose={onClose} className="templates">
      {chosen !== undefined ? (
        <TemplateForm template={chosen} onBack={() => setChosen(undefined)} onSend={(content) => { onSend(content); onClose(); }} />
      ) : value !== undefined ? (
        <TemplateList templates={value} query={query} onQuery={setQuery} onChoose={setChosen} />
      ) : fault !== undefined ? (
        <div className="notice fault" role="alert"><p>{faultText(fault, t)}</p>
          <button type="button" className="button" onClick={reload} autoFocus>{t("inbox.app.retry")}</button></div>
      ) : (
        <p className="templates-wait" role="status"><span className="spinner" /></p>
      )}
    </Sheet>
  );
}
