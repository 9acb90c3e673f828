import { useState } from "react";
import { IconButton, Popover } from "@besedka/ui";
import { useTexts } from "../../../shared/useTexts";
import { REACTIONS, shownEmoji } from "../state/reactions";

type Props = { current: string | undefined; onChoose: (emoji: string | null) => void };

/** A few reactions that every messenger with reactions knows; the chosen one pressed again is taken back. */
export function ReactionPicker({ current, onChoose }: Props) {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  const [close] = useState(() => () => setOpen(false));
  return (
    <span className="react">
      <IconButton icon="smile" label={t("inbox.talk.react")} expanded={open} onClick={() => setOpen(!open)} />
      {open && (
        <Popover label={t("inbox.talk.react")} onClose={close} className="reactions">
          {REACTIONS.map((emoji) => (
            <button key={emoji} type="button" aria-pressed={emoji === current} onClick={() => { close(); onChoose(emoji === current ? null : emoji); }}>{shownEmoji(emoji)}</button>
          ))}
        </Popover>
      )}
    </span>
  );
}
