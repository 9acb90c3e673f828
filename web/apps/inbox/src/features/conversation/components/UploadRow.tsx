import { Icon, IconButton } from "@besedka/ui";
import { faultText } from "../../../shared/faultText";
import { fileSize } from "../../../shared/fileSize";
import { useTexts } from "../../../shared/useTexts";
import type { Uploading } from "../hooks/useUploads";
import { useWorkspace } from "../../project/hooks/useWorkspace";

type Props = { upload: Uploading; onRemove: (id: number) => void; onAgain: (id: number) => void };

export function UploadRow({ upload, onRemove, onAgain }: Props) {
  const { t, locale } = useTexts();
  const { calls } = useWorkspace();
  const { file, part, progress, fault, tooLarge } = upload;
  return (
    <li className={`upload ${fault !== undefined || tooLarge ? "failed" : ""}`}>
      {part?.media === "PHOTO" ? <img src={calls.fileAddress(part.fileId)} alt="" /> : <Icon name="file" />}
      <span className="upload-name">{file.name}</span>
      <small>{tooLarge ? t("inbox.fault.too_large") : fault !== undefined ? faultText(fault, t) : fileSize(file.size, locale)}</small>
      {part === undefined && fault === undefined && !tooLarge && <progress value={progress} max={1} aria-label={t("inbox.composer.uploading", { name: file.name })} />}
      {fault !== undefined && <IconButton icon="reopen" label={t("inbox.app.retry")} onClick={() => onAgain(upload.id)} />}
      <IconButton icon="cross" label={t("inbox.composer.removeFile", { name: file.name })} onClick={() => onRemove(upload.id)} />
    </li>
  );
}
