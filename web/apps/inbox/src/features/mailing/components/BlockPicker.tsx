import { useState } from "react";
import type { PublishedBlock } from "@besedka/api-client";
import { Field } from "@besedka/ui";
import { useTexts } from "../../../shared/useTexts";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { DeedNote } from "../../settings/components/DeedNote";
import { useLoaded } from "../../settings/hooks/useLoaded";
import { blocksLike } from "../state/blocksLike";

/** As many as one looks through; more words find the others. */
const SHOWN = 50;

type Props = { block: number | undefined; onChange: (block: number) => void };

/** A block of the flows that run, found by what it is called, says or by its number. */
export function BlockPicker({ block, onChange }: Props) {
  const { t } = useTexts();
  const { calls } = useWorkspace();
  const { value, fault } = useLoaded(calls.blocks);
  const [words, setWords] = useState("");
  const all = value ?? [];
  const found = blocksLike(all, words);
  const gone = value !== undefined && block !== undefined && !all.some((one) => one.number === block);
  return (
    <fieldset className="block-picker">
      <legend>{t("inbox.broadcast.block")}</legend>
      <DeedNote deed={{ fault, done: false }} />
      {value === undefined && fault === undefined && <span className="spinner" role="status" aria-label={t("inbox.app.loading")} />}
      {value?.length === 0 && <p className="nothing-here">{t("inbox.block.none")}</p>}
      {gone && <p className="notice fault" role="alert">{t("inbox.block.gone", { block: String(block) })}</p>}
      {all.length > 0 && <>
        <Field label={t("inbox.block.search")} hint={t("inbox.broadcast.blockHint")} value={words} onChange={setWords} />
        <div className="block-list">
          {found.slice(0, SHOWN).map((one) => <BlockRow key={one.number} block={one} chosen={one.number === block} onChoose={onChange} />)}
        </div>
        {found.length === 0 && <p className="nothing-here">{t("inbox.block.noneFound")}</p>}
        {found.length > SHOWN && <p className="hint">{t("inbox.block.more", { count: found.length - SHOWN })}</p>}
      </>}
    </fieldset>
  );
}

function BlockRow({ block, chosen, onChoose }: { block: PublishedBlock; chosen: boolean; onChoose: (block: number) => void }) {
  return (
    <label className="block-row">
      <input type="radio" name="block" checked={chosen} onChange={() => onChoose(block.number)} />
      <span className="block-words"><strong>{block.name ?? block.id}</strong><small>{block.flow}{block.text !== undefined && ` · ${block.text}`}</small></span>
      <span className="count">№ {block.number}</span>
    </label>
  );
}
