import { signOut } from "../../../app/session";
import { useTexts } from "../../../shared/useTexts";
import { Porch } from "../../session/components/Porch";

export function NoProject() {
  const { t } = useTexts();
  return (
    <Porch title={t("inbox.project.noneTitle")}>
      <p>{t("inbox.project.none")}</p>
      <button type="button" className="button wide" onClick={() => void signOut()}>{t("inbox.rail.signOut")}</button>
    </Porch>
  );
}
