import type { DryRun } from "@besedka/api-client";
import { fullTime } from "../../../shared/times";
import { useTexts } from "../../../shared/useTexts";
import { BubbleParts } from "../../conversation/components/BubbleParts";
import { MarkedText } from "../../conversation/components/MarkedText";

/** Who would get it, when, what the first will read, and who is left out and why. */
export function DryRunPanel({ run }: { run: DryRun }) {
  const { t, locale, timeZone } = useTexts();
  return (
    <div className="dry-run" role="status">
      <strong>{t("inbox.dry.recipients", { count: run.recipients })}</strong>
      {run.first !== undefined && run.last !== undefined && (
        <p>{t("inbox.dry.span", { first: fullTime(run.first, locale, timeZone), last: fullTime(run.last, locale, timeZone) })}</p>
      )}
      {run.previews.length > 0 && <h4>{t("inbox.dry.previews")}</h4>}
      {run.previews.map((one) => (
        <figure key={one.client} className="preview"><figcaption>{one.name ?? `#${one.client}`}</figcaption>
          <blockquote className="broadcast-text">
            {one.text.trim() === "" ? one.parts.length === 0 && t("inbox.dry.noText") : <MarkedText content={one} />}
            {one.parts.length > 0 && <BubbleParts parts={one.parts} text={one.text} />}
          </blockquote></figure>
      ))}
      {run.excluded.length > 0 && <h4>{t("inbox.dry.excluded")}</h4>}
      <ul>
        {run.excluded.map((one) => (
          <li key={one.why}><details>
            <summary>{t(`inbox.recipient.${one.why}`)}: {one.count.toLocaleString(locale)}</summary>
            <small>{[...one.clients.map((client) => client.name ?? `#${client.client}`), ...one.platformIds].join(", ")}</small>
          </details></li>
        ))}
      </ul>
    </div>
  );
}
