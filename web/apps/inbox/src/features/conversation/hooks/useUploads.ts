import { useCallback, useState } from "react";
import type { Attachment, Upload } from "@besedka/api-client";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { mediaOf } from "../state/mediaOf";

export const LARGEST_FILE = 50 * 1024 * 1024;

export type Uploading = { id: number; file: File; progress: number; part?: Attachment; fault?: unknown; tooLarge: boolean; abort: () => void };
export type Uploads = {
  files: readonly Uploading[];
  addFiles: (files: readonly File[]) => void;
  removeFile: (id: number) => void;
  again: (id: number) => void;
  clear: () => void;
  parts: Attachment[];
  busy: boolean;
};

let counter = 0;

/** Files going up as soon as they are chosen, so that sending them is instant. */
export function useUploads(): Uploads {
  const { calls } = useWorkspace();
  const [files, setFiles] = useState<readonly Uploading[]>([]);
  const change = (id: number, step: (one: Uploading) => Uploading) => setFiles((all) => all.map((one) => (one.id === id ? step(one) : one)));

  const begin = useCallback((id: number, file: File): Upload => {
    const going = calls.upload(file, (progress) => change(id, (one) => ({ ...one, progress })));
    going.done.then(
      (kept) => change(id, (one) => ({ ...one, progress: 1, part: { type: "attachment", media: mediaOf(kept.mime), ...kept } })),
      (fault: unknown) => change(id, (one) => ({ ...one, fault })),
    );
    return going;
  }, [calls]);

  const addFiles = useCallback((chosen: readonly File[]) => {
    const added = chosen.map((file): Uploading => {
      const id = ++counter;
      const tooLarge = file.size > LARGEST_FILE;
      return { id, file, progress: 0, tooLarge, abort: tooLarge ? () => undefined : begin(id, file).abort };
    });
    setFiles((all) => [...all, ...added]);
  }, [begin]);

  return {
    files,
    addFiles,
    removeFile: (id) => {
      files.find((one) => one.id === id)?.abort();
      setFiles((all) => all.filter((one) => one.id !== id));
    },
    again: (id) => {
      const one = files.find((other) => other.id === id);
      if (one === undefined) return;
      const { abort } = begin(id, one.file);
      change(id, ({ fault: _, ...rest }) => ({ ...rest, progress: 0, abort }));
    },
    clear: () => setFiles([]),
    parts: files.flatMap((one) => one.part ?? []),
    busy: files.some((one) => one.part === undefined && one.fault === undefined && !one.tooLarge),
  };
}
