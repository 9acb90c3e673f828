import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { clockTime, zoneName } from "../../../shared/times";
import { useNow } from "../../../shared/useNow";
import { useTexts } from "../../../shared/useTexts";
import { zonesLike, zonesWith } from "../state/zones";

/** As many as one looks through; more letters find the others. */
const SHOWN = 30;

type Props = { label: string; zone: string; onChange: (zone: string) => void; fault?: string | undefined };

/** A time zone, found by its place or by what it is called; with what its clocks show now. */
export function ZonePicker({ label, zone, onChange, fault }: Props) {
  const { t, locale } = useTexts();
  const now = useNow();
  const id = useId();
  const list = useRef<HTMLUListElement>(null);
  const [typed, setTyped] = useState<string>();
  const [at, setAt] = useState(0);
  const zones = useMemo(() => zonesWith(zone), [zone]);
  // Summer and winter have names of their own, but nobody searches across a change of clocks.
  const found = useMemo(() => (typed === undefined ? [] : zonesLike(zones, typed, (one) => zoneName(Date.now(), locale, one)).slice(0, SHOWN)), [zones, typed, locale]);
  const active = Math.min(at, found.length - 1);
  const time = (one: string) => clockTime(new Date(now).toISOString(), locale, one);

  useEffect(() => { list.current?.children[active]?.scrollIntoView({ block: "nearest" }); }, [active]);

  function choose(one: string | undefined) {
    if (one !== undefined) onChange(one);
    setTyped(undefined);
    setAt(0);
  }

  function press(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (typed === undefined) setTyped("");
      else setAt(Math.max(0, Math.min(found.length - 1, active + (event.key === "ArrowDown" ? 1 : -1))));
    } else if (typed !== undefined && (event.key === "Enter" || event.key === "Escape")) {
      event.preventDefault();
      event.stopPropagation();
      choose(event.key === "Enter" ? found[active] : undefined);
    }
  }

  return (
    <div className="field zone-picker">
      <label className="label" htmlFor={id}>{label}</label>
      <input id={id} className="input" role="combobox" autoComplete="off" spellCheck={false} value={typed ?? zone} aria-expanded={typed !== undefined} aria-controls={`${id}-list`}
        aria-activedescendant={typed !== undefined && active >= 0 ? `${id}-${active}` : undefined} aria-invalid={fault !== undefined} aria-describedby={`${id}-more`}
        onFocus={(event) => event.currentTarget.select()} onBlur={() => choose(undefined)} onKeyDown={press} onChange={(event) => { setTyped(event.target.value); setAt(0); }} />
      {typed !== undefined && found.length > 0 && (
        <ul ref={list} id={`${id}-list`} className="zone-list" role="listbox" aria-label={label}>
          {found.map((one, index) => (
            <li key={one} id={`${id}-${index}`} role="option" aria-selected={index === active} onPointerDown={(event) => event.preventDefault()} onClick={() => choose(one)} onPointerMove={() => setAt(index)}>
              <span>{one.replaceAll("_", " ")}<small>{zoneName(now, locale, one)}</small></span><time>{time(one)}</time>
            </li>
          ))}
        </ul>
      )}
      {typed !== undefined && found.length === 0 && <p className="nothing-here" role="status">{t("inbox.project.noZone")}</p>}
      {fault !== undefined ? <span className="fault" id={`${id}-more`} role="alert">{fault}</span>
        : <span className="hint" id={`${id}-more`}>{t("inbox.project.zoneNow", { time: time(zone), zone: zoneName(now, locale, zone) })}</span>}
    </div>
  );
}
