import { Sheet } from "@besedka/ui";
import type { TextKey } from "../../../shared/translate";
import { useTexts } from "../../../shared/useTexts";

const KEYS: readonly [string[], TextKey][] = [
  [["j", "↓"], "inbox.help.next"],
  [["k", "↑"], "inbox.help.previous"],
  [["1", "…", "4"], "inbox.help.views"],
  [["/"], "inbox.help.search"],
  [["r"], "inbox.help.write"],
  [["Enter"], "inbox.help.send"],
  [["Shift", "Enter"], "inbox.help.line"],
  [["Ctrl/⌘", "Enter"], "inbox.help.sendAlways"],
  [["↑"], "inbox.help.edit"],
  [["n"], "inbox.help.note"],
  [["t"], "inbox.help.take"],
  [["h"], "inbox.help.handBack"],
  [["e"], "inbox.help.close"],
  [["i"], "inbox.help.card"],
  [["Esc"], "inbox.help.escape"],
  [["?"], "inbox.help.help"],
];

export function HelpSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTexts();
  return (
    <Sheet title={t("inbox.help.title")} closeLabel={t("inbox.app.close")} onClose={onClose}>
      <dl className="keys">
        {KEYS.map(([keys, text]) => (
          <div key={text}><dt>{keys.map((key) => <kbd key={key}>{key}</kbd>)}</dt><dd>{t(text)}</dd></div>
        ))}
      </dl>
    </Sheet>
  );
}
