import { useState } from "react";
import { Popover } from "@besedka/ui";
import { language } from "../../../app/language";
import { chooseLanguage, signOut } from "../../../app/session";
import { applyTheme, theme, type Theme } from "../../../app/theme";
import { useStore } from "../../../shared/store";
import { useTexts } from "../../../shared/useTexts";
import { chooseComfort, comfort } from "../state/comfort";
import { ring } from "../state/ring";

const THEMES: readonly Theme[] = ["auto", "light", "dark"];

/** Sound, notifications, light and language of this browser. The permission is asked only when the box is ticked. */
export function ComfortPopover({ onClose }: { onClose: () => void }) {
  const { t } = useTexts();
  const chosen = useStore(comfort, (s) => s);
  const light = useStore(theme, (s) => s);
  const locale = useStore(language, (s) => s);
  const [denied, setDenied] = useState(typeof Notification !== "undefined" && Notification.permission === "denied");

  async function notices(wanted: boolean) {
    if (!wanted || typeof Notification === "undefined") return chooseComfort({ notices: false });
    const answer = await Notification.requestPermission();
    setDenied(answer === "denied");
    chooseComfort({ notices: answer === "granted" });
  }

  return (
    <Popover label={t("inbox.rail.comfort")} onClose={onClose} className="comfort">
      <label className="check">
        <input type="checkbox" checked={chosen.sound} onChange={(e) => { chooseComfort({ sound: e.target.checked }); if (e.target.checked) ring(); }} />
        <span>{t("inbox.comfort.sound")}</span>
      </label>
      <label className="check">
        <input type="checkbox" checked={chosen.notices} disabled={denied} onChange={(e) => void notices(e.target.checked)} />
        <span>{t("inbox.comfort.notices")}</span>
      </label>
      <p className="comfort-hint">{denied ? t("inbox.comfort.denied") : t("inbox.comfort.noticesHint")}</p>
      <fieldset className="segments">
        <legend>{t("inbox.comfort.light")}</legend>
        {THEMES.map((one) => (
          <button key={one} type="button" aria-pressed={light === one} onClick={() => applyTheme(one)}>{t(`inbox.comfort.light.${one}`)}</button>
        ))}
      </fieldset>
      <fieldset className="segments">
        <legend>{t("inbox.comfort.language")}</legend>
        <button type="button" aria-pressed={locale === "ru"} lang="ru" onClick={() => void chooseLanguage("ru")}>Русский</button>
        <button type="button" aria-pressed={locale === "en"} lang="en" onClick={() => void chooseLanguage("en")}>English</button>
      </fieldset>
      <button type="button" className="button wide narrow-only" onClick={() => void signOut()}>{t("inbox.rail.signOut")}</button>
    </Popover>
  );
}
