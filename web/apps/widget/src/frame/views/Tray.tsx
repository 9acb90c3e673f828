import { bytes } from "../format";
import { say } from "../texts";
import { FILE_LIMIT_MB, type Uploads } from "../uploads";
import { Icon } from "./icons";

/** The files that go with the next message. */
export function Tray({ uploads }: { uploads: Uploads }) {
  if (!uploads.all.length) return null;
  return (
    <ul class="tray" aria-label={say("widget.attachments")}>
      {uploads.all.map(({ id, file, percent, preview, stored, failed }) => (
        <li key={id} class={failed ? "failed" : ""}>
          {preview ? <img src={preview} alt="" /> : <span class="card-icon"><Icon name="file" /></span>}
          <span class="card-words">
            <b>{file.name}</b>
            <small>
              {failed === "large" ? say("widget.error.large", { name: file.name, limit: FILE_LIMIT_MB }) : failed ? say("widget.error.upload", { name: file.name }) : bytes(file.size)}
            </small>
            {!stored && !failed && <progress max={100} value={percent} aria-label={say("widget.attachment.progress", { name: file.name, percent })} />}
          </span>
          {failed === "failed" && (
            <button type="button" class="tool" aria-label={say("widget.attachment.retry", { name: file.name })} onClick={() => uploads.retry(id)}>
              <Icon name="again" />
            </button>
          )}
          <button type="button" class="tool" aria-label={say("widget.attachment.remove", { name: file.name })} onClick={() => uploads.remove(id)}>
            <Icon name="close" />
          </button>
        </li>
      ))}
    </ul>
  );
}
