import { useCallback, useEffect, useRef, useState, type RefObject } from "react";
import type { Message, Part } from "@besedka/api-client";
import { keep } from "../../../shared/keep";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { useUploads, type Uploads } from "./useUploads";

export type Mode = "reply" | "note";
export type ComposerState = Uploads & {
  mode: Mode;
  text: string;
  quoted: Message | undefined;
  edited: Message | undefined;
  /** Labels of buttons the client may answer with; undefined while none are being made. */
  buttons: readonly string[] | undefined;
  setButtons: (buttons: readonly string[] | undefined) => void;
  field: RefObject<HTMLTextAreaElement | null>;
  setMode: (mode: Mode) => void;
  setText: (text: string) => void;
  replyTo: (message: Message) => void;
  edit: (message: Message) => void;
  leave: () => void;
  /** Sends, notes or edits; the promise fails only for an edit, since the rest waits in the outbox. */
  submit: () => Promise<void>;
  /** Gives it to the server to send at that time; the promise fails when the server did not take it, and nothing is cleared. */
  later: (at: Date) => Promise<void>;
  /** What was cancelled comes back to be written anew, unless something else is being written. */
  giveBack: (text: string) => void;
  ready: boolean;
};

export const LONGEST_TEXT = 16_000;
export const LONGEST_LABEL = 40;
export const MOST_BUTTONS = 10;

/** One button a line; a messenger without buttons shows them as numbers. */
function buttonsPart(labels: readonly string[] | undefined): Part[] {
  const said = (labels ?? []).map((label) => label.trim()).filter((label) => label !== "");
  return said.length === 0 ? [] : [{ type: "buttons", inline: true, oneTime: false, lines: said.map((label) => [{ label, kind: "TEXT" }]) }];
}

/** What is being written in one conversation. The draft outlives the page. */
export function useComposer(id: number): ComposerState {
  const workspace = useWorkspace();
  const drawer = `draft.${workspace.project.id}.${id}`;
  const [mode, setModeOnly] = useState<Mode>("reply");
  const [text, setTextOnly] = useState(() => keep.read(drawer) ?? "");
  const [quoted, setQuoted] = useState<Message>();
  const [edited, setEdited] = useState<Message>();
  const [buttons, setButtons] = useState<readonly string[]>();
  const field = useRef<HTMLTextAreaElement>(null);
  const uploads = useUploads();
  const laterKey = useRef<{ said: string; key: string }>(undefined);

  useEffect(() => {
    if (edited === undefined) keep.write(drawer, text === "" ? null : text);
  }, [drawer, text, edited]);

  const focus = useCallback(() => requestAnimationFrame(() => field.current?.focus()), []);
  const setMode = useCallback((next: Mode) => { setModeOnly(next); focus(); }, [focus]);
  const setText = useCallback((next: string) => {
    setTextOnly(next);
    if (next !== "" && mode === "reply") workspace.typing(id);
  }, [workspace, id, mode]);
  const replyTo = useCallback((message: Message) => { setQuoted(message); setEdited(undefined); setMode("reply"); }, [setMode]);
  const edit = useCallback((message: Message) => { setQuoted(undefined); setButtons(undefined); setEdited(message); setTextOnly(message.content.text); setMode("reply"); }, [setMode]);
  const leave = useCallback(() => {
    if (edited !== undefined) setTextOnly(keep.read(drawer) ?? "");
    setEdited(undefined);
    setQuoted(undefined);
    setModeOnly("reply");
  }, [drawer, edited]);

  const trimmed = text.trim();
  const ready = trimmed.length <= LONGEST_TEXT && !uploads.busy &&
    (trimmed !== "" || (mode === "reply" && edited === undefined && uploads.parts.length > 0 && buttons === undefined));

  async function submit() {
    if (!ready) return;
    if (edited !== undefined) {
      await workspace.calls.edit(id, edited.seq, { text: trimmed, markup: edited.content.markup, parts: edited.content.parts });
      return leave();
    }
    const parts = mode === "note" ? [] : [...uploads.parts, ...buttonsPart(buttons)];
    workspace.sender.send(id, { text: trimmed, markup: false, parts }, mode === "note", mode === "note" ? undefined : quoted?.seq);
    clear();
  }

  function clear() {
    setTextOnly("");
    setQuoted(undefined);
    if (mode === "reply") {
      uploads.clear();
      setButtons(undefined);
    }
    setModeOnly("reply");
    focus();
  }

  async function later(at: Date) {
    const content = { text: trimmed, markup: false, parts: [...uploads.parts, ...buttonsPart(buttons)] };
    const said = JSON.stringify([content, at]);
    // The same thing tried again after a lost answer bears the same key.
    if (laterKey.current?.said !== said) laterKey.current = { said, key: crypto.randomUUID() };
    await workspace.calls.schedule(id, laterKey.current.key, content, at);
    laterKey.current = undefined;
    clear();
  }

  const giveBack = (back: string) => { if (text === "" && edited === undefined) setTextOnly(back); focus(); };

  return { ...uploads, mode, text, quoted, edited, buttons, setButtons, field, setMode, setText, replyTo, edit, leave, submit, later, giveBack, ready };
}
