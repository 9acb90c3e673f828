import { useEffect, useRef, type KeyboardEvent } from "react";
import { flushSync } from "react-dom";
import { IconButton } from "@besedka/ui";
import { useTexts } from "../../../shared/useTexts";
import { LONGEST_LABEL, MOST_BUTTONS } from "../hooks/useComposer";

type Props = { labels: readonly string[]; onChange: (labels: readonly string[] | undefined) => void; onLeave: () => void };

/** The buttons under the message being written: Enter begins the next one, Backspace in an empty one takes it away. */
export function ButtonMaker({ labels, onChange, onLeave }: Props) {
  const { t } = useTexts();
  const list = useRef<HTMLUListElement>(null);

  const focusLast = () => [...(list.current?.querySelectorAll("input") ?? [])].at(-1)?.focus();
  useEffect(focusLast, []);

  const remove = (at: number) => onChange(labels.length === 1 ? undefined : labels.filter((_, index) => index !== at));

  /** At once, so that what is typed next goes into the new one. */
  function add() {
    flushSync(() => onChange([...labels, ""]));
    focusLast();
  }

  function press(event: KeyboardEvent, at: number) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      if (labels[at]?.trim() !== "" && labels.length < MOST_BUTTONS) add();
      else onLeave();
    } else if (event.key === "Backspace" && labels[at] === "") {
      event.preventDefault();
      flushSync(() => remove(at));
      if (labels.length === 1) onLeave();
      else focusLast();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      onLeave();
    }
  }

  return (
    <div className="button-maker" role="group" aria-label={t("inbox.composer.buttons")}>
      <ul ref={list}>
        {labels.map((label, at) => (
          <li key={at}>
            <input className="input" value={label} maxLength={LONGEST_LABEL} placeholder={t("inbox.composer.buttonLabel", { number: at + 1 })}
              aria-label={t("inbox.composer.buttonLabel", { number: at + 1 })} onKeyDown={(event) => press(event, at)}
              onChange={(event) => onChange(labels.map((old, index) => (index === at ? event.target.value : old)))} />
            <IconButton icon="cross" label={t("inbox.composer.buttonRemove", { number: at + 1 })} onClick={() => remove(at)} />
          </li>
        ))}
        {labels.length < MOST_BUTTONS && <li><IconButton icon="plus" label={t("inbox.composer.buttonAdd")} onClick={add} /></li>}
      </ul>
      <p className="hint">{t("inbox.composer.buttonsHint")}</p>
    </div>
  );
}
