import type { Message } from "@besedka/api-client";
import { systemText } from "../../list/state/systemText";
import { clockTime } from "../../../shared/times";
import { useTexts } from "../../../shared/useTexts";

export function SystemLine({ message }: { message: Message }) {
  const { t, locale, timeZone } = useTexts();
  return (
    <p className="system-line" data-key={message.seq}>
      <span>{systemText(message.content.text, message.author.name, t)}</span>
      <time dateTime={message.at}>{clockTime(message.at, locale, timeZone)}</time>
    </p>
  );
}
