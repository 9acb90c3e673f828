import { useState, type FormEvent } from "react";
import { Popover } from "@besedka/ui";
import { faultText } from "../../../shared/faultText";
import { calendarDay, dayKey, zoneName } from "../../../shared/times";
import { useNow } from "../../../shared/useNow";
import { useTexts } from "../../../shared/useTexts";
import { dayAfter, timeKey } from "../../../shared/zoned";
import { chosenTime, FURTHEST_DAYS, sendTimes } from "../state/sendTimes";

type Props = { onClose: () => void; onChoose: (at: Date) => Promise<void>; quoting: boolean };

/** When to send: what people mean most often in one press, any other time by day and clock of the project. */
export function LaterPopover({ onClose, onChoose, quoting }: Props) {
  const { t, locale, timeZone } = useTexts();
  const now = useNow();
  const [day, setDay] = useState(() => dayAfter(dayKey(now, timeZone), 1));
  const [time, setTime] = useState("12:00");
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();

  async function choose(at: number) {
    setBusy(true);
    setFault(undefined);
    try {
      await onChoose(new Date(at));
      onClose();
    } catch (problem) {
      setFault(faultText(problem, t));
      setBusy(false);
    }
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    const chosen = chosenTime(day, time, Date.now(), timeZone);
    if ("fault" in chosen) setFault(t(`inbox.later.${chosen.fault}`));
    else void choose(chosen.at);
  }

  return (
    <Popover label={t("inbox.later.title")} onClose={onClose} className="later">
      <p className="menu-title">{t("inbox.later.title")}</p>
      {sendTimes(now, timeZone).map(({ name, at }) => (
        <button key={name} type="button" className="menu-item" disabled={busy} onClick={() => void choose(at)}>
          <span>{t(`inbox.later.${name}`)}</span>
          <small>{name === "monday" && `${calendarDay(new Date(at).toISOString(), now, locale, timeZone)}, `}{timeKey(at, timeZone)}</small>
        </button>
      ))}
      <form className="later-form" onSubmit={submit}>
        <label className="field"><span className="label">{t("inbox.later.day")}</span>
          <input className="input" type="date" value={day} required min={dayKey(now, timeZone)} max={dayAfter(dayKey(now, timeZone), FURTHEST_DAYS)}
            onChange={(event) => { setDay(event.target.value); setFault(undefined); }} /></label>
        <label className="field"><span className="label">{t("inbox.later.time")}</span>
          <input className="input" type="time" value={time} required onChange={(event) => { setTime(event.target.value.slice(0, 5)); setFault(undefined); }} /></label>
        <p className="hint">{t("inbox.later.zone", { zone: zoneName(now, locale, timeZone) })}</p>
        {quoting && <p className="hint">{t("inbox.later.noQuote")}</p>}
        {fault !== undefined && <p className="notice fault" role="alert">{fault}</p>}
        <button type="submit" className="button" disabled={busy}>{t("inbox.later.submit")}</button>
      </form>
    </Popover>
  );
}
