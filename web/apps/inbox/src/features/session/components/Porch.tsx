import type { ReactNode } from "react";
import { Icon } from "@besedka/ui";
import { language, speak } from "../../../app/language";
import { useStore } from "../../../shared/store";
import { useTexts } from "../../../shared/useTexts";

/** The frame of the pages before the door: the trellis, the arch, the language. */
export function Porch({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useTexts();
  const locale = useStore(language, (s) => s);
  return (
    <div className="porch lattice">
      <main className="porch-arch">
        <div className="porch-sign"><Icon name="house" size={28} /><span>{t("inbox.app.name")}</span></div>
        <h1>{title}</h1>
        {children}
      </main>
      <button type="button" className="button quiet porch-language" lang={locale === "ru" ? "en" : "ru"}
        onClick={() => speak(locale === "ru" ? "en" : "ru")}>
        {locale === "ru" ? "English" : "Русский"}
      </button>
    </div>
  );
}
