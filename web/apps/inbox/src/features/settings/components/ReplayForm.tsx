import { useState, type FormEvent } from "react";
import { Field } from "@besedka/ui";
import { dayKey } from "../../../shared/times";
import { useNow } from "../../../shared/useNow";
import { useTexts } from "../../../shared/useTexts";
import { timeKey, zonedTime } from "../../../shared/zoned";
import { useDeed } from "../hooks/useDeed";
import { DeedNote } from "./DeedNote";

const HOUR = 3_600_000;

/** A time range, by the project's clocks; it begins as the hour that has just gone. */
export function ReplayForm({ onReplay }: { onReplay: (from: number, to: number) => Promise<void> }) {
  const { t, timeZone } = useTexts();
  const now = useNow();
  const wall = (at: number) => `${dayKey(at, timeZone)}T${timeKey(at, timeZone)}`;
  const [from, setFrom] = useState(() => wall(now - HOUR));
  const [to, setTo] = useState(() => wall(now + 60_000));
  const deed = useDeed();
  const moment = (text: string) => zonedTime(text.slice(0, 10), text.slice(11, 16), timeZone);
  const begins = moment(from);
  const ends = moment(to);

  function replay(event: FormEvent) {
    event.preventDefault();
    if (begins !== undefined && ends !== undefined) void deed.run(() => onReplay(begins, ends));
  }

  return (
    <form className="replay-form" onSubmit={replay}>
      <p className="hint">{t("inbox.webhooks.replayLead")}</p>
      <Field label={t("inbox.webhooks.from")} type="datetime-local" value={from} onChange={setFrom} required />
      <Field label={t("inbox.webhooks.to")} type="datetime-local" value={to} onChange={setTo} required />
      <button type="submit" className="button" disabled={deed.busy || begins === undefined || ends === undefined || ends < begins}>{t("inbox.webhooks.replay")}</button>
      <DeedNote deed={{ fault: deed.fault, done: false }} />
    </form>
  );
}
