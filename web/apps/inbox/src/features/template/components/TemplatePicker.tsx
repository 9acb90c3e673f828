import { useCallback, useState } from "react";
import type { ApprovedTemplate } from "@besedka/api-client";
import { Sheet, type IconName } from "@besedka/ui";
import { faultText } from "../../../shared/faultText";
import { useTexts } from "../../../shared/useTexts";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { useLoaded } from "../../settings/hooks/useLoaded";
import type { Filling } from "../state/templates";
import { TemplateForm, type VariableWriter } from "./TemplateForm";
import { TemplateList } from "./TemplateList";
import "../template.css";

type Props = {
  connection: number;
  /** The one that is chosen already, to be filled with other values. */
  start?: { template: ApprovedTemplate; filled: Filling } | undefined;
  variables?: VariableWriter | undefined;
  act: { icon: IconName; label: string };
  onDone: (template: ApprovedTemplate, filling: Filling) => void;
  onClose: () => void;
};

/** Chooses one of the connection's approved templates, and fills it. */
export function TemplatePicker({ connection, start, variables, act, onDone, onClose }: Props) {
  const { t } = useTexts();
  const { calls } = useWorkspace();
  const { value, fault, reload } = useLoaded(useCallback(() => calls.templates(connection), [calls, connection]));
  const [chosen, setChosen] = useState(start?.template);
  const [query, setQuery] = useState("");

  return (
    <Sheet title={chosen === undefined ? t("inbox.template.title") : chosen.name} closeLabel={t("inbox.app.close")} onClose={onClose} className="templates">
      {chosen !== undefined ? (
        <TemplateForm template={chosen} filled={chosen === start?.template ? start.filled : {}} variables={variables} act={act}
          onBack={() => setChosen(undefined)} onDone={(filling) => { onDone(chosen, filling); onClose(); }} />
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
