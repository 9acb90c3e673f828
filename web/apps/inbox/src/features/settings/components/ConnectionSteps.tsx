import { setupTexts } from "../../../shared/setupText";
import { useTexts } from "../../../shared/useTexts";

/** How to connect the channel, step by step, with our address where it has to be pasted. */
export function ConnectionSteps({ channel, webhook }: { channel: string; webhook?: string | null | undefined }) {
  const { t, locale } = useTexts();
  const { about, steps } = setupTexts(channel, locale);
  return (
    <div className="setup-steps">
      {about !== undefined && <p>{about}</p>}
      {steps.length > 0 && <ol>{steps.map((step) => (
        <li key={step}>{step.split("{webhook}").map((part, index) => (
          <span key={index}>{index > 0 && <code>{webhook ?? t("inbox.connections.webhookLater")}</code>}{part}</span>
        ))}</li>
      ))}</ol>}
    </div>
  );
}
