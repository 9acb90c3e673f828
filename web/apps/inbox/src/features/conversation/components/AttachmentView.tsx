import { useState } from "react";
import type { Attachment } from "@besedka/api-client";
import { Icon } from "@besedka/ui";
import { fileSize } from "../../../shared/fileSize";
import { useTexts } from "../../../shared/useTexts";
import { useWorkspace } from "../../project/hooks/useWorkspace";
import { AudioPlayer } from "./AudioPlayer";
import { PictureView } from "./PictureView";

/** One attachment by its kind; what cannot be played or shown here falls back to a file to download. */
export function AttachmentView({ attachment }: { attachment: Attachment }) {
  const { t, locale } = useTexts();
  const { calls } = useWorkspace();
  const [broken, setBroken] = useState(false);
  const address = calls.fileAddress(attachment.fileId);
  const { media, mime = "", width, height } = attachment;
  if (!broken) {
    if (media === "PHOTO" || (media === "STICKER" && mime.startsWith("image/")) || (media === "ANIMATION" && mime.startsWith("image/")))
      return <PictureView address={address} attachment={attachment} onBroken={() => setBroken(true)} />;
    if (media === "AUDIO" || media === "VOICE")
      return <AudioPlayer address={address} attachment={attachment} onBroken={() => setBroken(true)} />;
    if (media === "VIDEO" || media === "VIDEO_NOTE" || media === "ANIMATION" || mime.startsWith("video/"))
      return <video className={`video ${media === "VIDEO_NOTE" ? "round" : ""}`} src={address} controls={media !== "ANIMATION"} muted={media === "ANIMATION"} loop={media === "ANIMATION"}
        autoPlay={media === "ANIMATION"} preload="metadata" width={width || undefined} height={height || undefined} playsInline onError={() => setBroken(true)} />;
  }
  return (
    <a className="file-part" href={address} download={attachment.name ?? ""}>
      <Icon name="file" />
      <span><strong>{attachment.name ?? t("inbox.tag.file")}</strong>
        <small>{broken ? t("inbox.part.notShown") : attachment.size === undefined ? mime : fileSize(attachment.size, locale)}</small></span>
    </a>
  );
}
