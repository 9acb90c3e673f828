import { useCallback, useLayoutEffect, useRef, useState, type ClipboardEvent, type KeyboardEvent } from "react";
import type { Message, Summary } from "@besedka/api-client";
import { Icon, IconButton } from "@besedka/ui";
import { useNow } from "../../../shared/useNow";
import { useTexts } from "../../../shared/useTexts";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { TemplatePicker } from "../../template/components/TemplatePicker";
import { templateContent } from "../../template/state/templates";
import { useActs } from "../hooks/useActs";
import { LONGEST_TEXT, type ComposerState } from "../hooks/useComposer";
import { canEdit } from "../state/canEdit";
import { ButtonMaker } from "./ButtonMaker";
import { LaterPopover } from "./LaterPopover";
import { Quote } from "./Quote";
import { UploadRow } from "./UploadRow";
import { WindowNote } from "./WindowNote";

type Props = { id: number; composer: ComposerState; summary: Summary; messages: readonly Message[]; onScheduled: () => void };

export function Composer({ id, composer, summary, messages, onScheduled }: Props) {
  const { t } = useTexts();
  const { canWrite, me, sender } = useWorkspace();
  const { tell, fault } = useActs(id, summary);
  const picker = useRef<HTMLInputElement>(null);
  const [choosing, setChoosing] = useState(false);
  const stopChoosing = useCallback(() => setChoosing(false), []);
  const { field, mode, text } = composer;
  const now = useNow();
  const templates = summary.client.templates === true;
  const [picking, setPicking] = useState(false);
  const stopPicking = () => { setPicking(false); requestAnimationFrame(() => field.current?.focus()); };
  /** Nothing but a template goes. */
  const shut = templates && mode === "reply" && composer.edited === undefined && summary.answerableUntil !== undefined && Date.parse(summary.answerableUntil) <= now;

  useLayoutEffect(() => {
    const element = field.current;
    const line = element?.parentElement;
    if (element === null || !line) return;
    // Measured in a frame that stays: a history that grew for an instant would lose its place.
    line.style.minHeight = `${line.offsetHeight}px`;
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight + 2}px`;
    line.style.minHeight = "";
  }, [text, field, mode]);

  if (!canWrite) return <p className="composer-closed">{t("inbox.composer.readOnly")}</p>;

  const submit = () => void composer.submit().catch(tell);

  function press(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      submit();
    } else if (event.key === "ArrowUp" && text === "" && mode === "reply") {
      const last = messages.findLast((m) => m.author.kind === "operator" && m.author.id === me.id && !m.note && m.deletedAt === undefined && canEdit(m));
      if (last === undefined) return;
      event.preventDefault();
      composer.edit(last);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      if (composer.edited ?? composer.quoted ?? (mode === "note" || undefined)) composer.leave();
      else field.current?.blur();
    }
  }

  function paste(event: ClipboardEvent) {
    const files = [...event.clipboardData.files];
    if (files.length === 0) return;
    event.preventDefault();
    composer.addFiles(files);
  }

  const taking = summary.owner.kind === "bot" || summary.owner.kind === "nobody";
  const placeholder = mode === "note" ? t("inbox.composer.note") : summary.owner.kind === "bot" ? t("inbox.composer.takes") : t("inbox.composer.write");
  return (
    <div className={`composer ${mode}`}>
      {fault !== undefined && <p className="notice fault" role="alert">{fault}</p>}
      {mode === "reply" && <WindowNote until={summary.answerableUntil} templates={templates} />}
      {composer.quoted !== undefined && <div className="composer-bar"><Icon name="reply" size={16} /><Quote message={composer.quoted} seq={composer.quoted.seq} clientName={summary.client.name} />
        <IconButton icon="cross" label={t("inbox.app.cancel")} onClick={composer.leave} /></div>}
      {composer.edited !== undefined && <div className="composer-bar"><Icon name="edit" size={16} /><span>{t("inbox.composer.editing")}</span>
        <IconButton icon="cross" label={t("inbox.app.cancel")} onClick={composer.leave} /></div>}
      {mode === "note" && <div className="composer-bar"><Icon name="note" size={16} /><span>{t("inbox.composer.noteHint")}</span>
        <IconButton icon="cross" label={t("inbox.app.cancel")} onClick={composer.leave} /></div>}
      {composer.files.length > 0 && <ul className="uploads">{composer.files.map((one) => <UploadRow key={one.id} upload={one} onRemove={composer.removeFile} onAgain={composer.again} />)}</ul>}
      {mode === "reply" && composer.buttons !== undefined && <ButtonMaker labels={composer.buttons} onChange={composer.setButtons} onLeave={() => field.current?.focus()} />}
      {shut ? (
        <div className="composer-shut">
          <button type="button" className="button primary" onClick={() => setPicking(true)}><Icon name="template" size={18} />{t("inbox.template.choose")}</button>
          <button type="button" className="button quiet" onClick={() => composer.setMode("note")}><Icon name="note" size={18} />{t("inbox.composer.noteMode")}</button>
        </div>
      ) : <div className="composer-line">
        <IconButton icon="clip" label={t("inbox.composer.attach")} disabled={mode === "note" || composer.edited !== undefined} onClick={() => picker.current?.click()} />
        <input ref={picker} type="file" multiple hidden onChange={(event) => { composer.addFiles([...(event.target.files ?? [])]); event.target.value = ""; }} />
        <IconButton icon="buttons" label={t("inbox.composer.buttons")} pressed={composer.buttons !== undefined} disabled={mode === "note" || composer.edited !== undefined}
          onClick={() => composer.setButtons(composer.buttons === undefined ? [""] : undefined)} />
        {templates && <span className="template-tool"><IconButton icon="template" label={t("inbox.template.choose")} disabled={mode === "note" || composer.edited !== undefined} onClick={() => setPicking(true)} /></span>}
        <IconButton icon="note" label={t("inbox.composer.noteMode")} pressed={mode === "note"} disabled={composer.edited !== undefined} onClick={() => composer.setMode(mode === "note" ? "reply" : "note")} />
        <textarea ref={field} rows={1} value={text} placeholder={placeholder} aria-label={placeholder}
          onChange={(event) => composer.setText(event.target.value)} onKeyDown={press} onPaste={paste} />
        {mode === "reply" && composer.edited === undefined && (
          <span className="send-later">
            <IconButton icon="later" label={t("inbox.later.title")} disabled={!composer.ready && !choosing} expanded={choosing} onClick={() => setChoosing(!choosing)} />
            {choosing && <LaterPopover onClose={stopChoosing} quoting={composer.quoted !== undefined} onChoose={(at) => composer.later(at).then(onScheduled)} />}
          </span>
        )}
        <button type="button" className="send" aria-label={t(mode === "note" ? "inbox.composer.saveNote" : "inbox.composer.send")} title={t("inbox.composer.sendHint")}
          disabled={!composer.ready} onClick={submit}><Icon name={mode === "note" ? "note" : "send"} /></button>
      </div>}
      {picking && <TemplatePicker connection={summary.client.connectionId} act={{ icon: "send", label: t("inbox.template.send") }} onClose={stopPicking}
        onDone={(template, filling) => sender.send(id, templateContent(template, filling), false)} />}
      {text.length > LONGEST_TEXT * 0.9 && <p className={`composer-count ${text.trim().length > LONGEST_TEXT ? "over" : ""}`}>{t("inbox.composer.left", { count: LONGEST_TEXT - text.trim().length })}</p>}
      {taking && mode === "reply" && text !== "" && <p className="composer-hint">{t("inbox.composer.takesHint")}</p>}
    </div>
  );
}
