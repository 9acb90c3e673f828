import { faultText } from "../../../shared/faultText";
import { useTexts } from "../../../shared/useTexts";
import type { Deed } from "../hooks/useDeed";

export function DeedNote({ deed }: { deed: Pick<Deed, "fault" | "done"> }) {
  const { t } = useTexts();
  if (deed.fault !== undefined) return <p className="notice fault" role="alert">{faultText(deed.fault, t)}</p>;
  return deed.done ? <p className="notice" role="status">{t("inbox.settings.done")}</p> : null;
}
