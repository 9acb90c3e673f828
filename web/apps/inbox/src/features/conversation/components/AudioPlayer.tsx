import { useRef, useState } from "react";
import type { Attachment } from "@besedka/api-client";
import { Icon } from "@besedka/ui";
import { duration } from "../../../shared/times";
import { useTexts } from "../../../shared/useTexts";

const SPEEDS = [1, 1.5, 2];

export function AudioPlayer({ address, attachment, onBroken }: { address: string; attachment: Attachment; onBroken: () => void }) {
  const { t } = useTexts();
  const audio = useRef<HTMLAudioElement>(null);
  const [playing, setPlaying] = useState(false);
  const [at, setAt] = useState(0);
  const [length, setLength] = useState(attachment.seconds ?? 0);
  const [speed, setSpeed] = useState(1);
  const voice = attachment.media === "VOICE";
  const label = attachment.name ?? t(voice ? "inbox.tag.voice" : "inbox.tag.audio");

  function toggle() {
    const element = audio.current;
    if (element === null) return;
    if (element.paused) element.play().catch(onBroken);
    else element.pause();
  }

  function quicken() {
    const next = SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length] ?? 1;
    setSpeed(next);
    if (audio.current !== null) audio.current.playbackRate = next;
  }

  return (
    <div className="player">
      <audio ref={audio} src={address} preload="none" onPlay={() => setPlaying(true)} onPause={() => setPlaying(false)}
        onTimeUpdate={(event) => setAt(event.currentTarget.currentTime)} onError={onBroken}
        onLoadedMetadata={(event) => Number.isFinite(event.currentTarget.duration) && setLength(event.currentTarget.duration)} />
      <button type="button" className="play" onClick={toggle} aria-label={t(playing ? "inbox.part.pause" : "inbox.part.play", { name: label })}>
        <Icon name={playing ? "pause" : "play"} size={18} />
      </button>
      <span className="player-body">
        <span className="player-name">{label}</span>
        <input type="range" min={0} max={Math.max(1, length)} step={0.1} value={at} aria-label={t("inbox.part.position")}
          onChange={(event) => { if (audio.current !== null) audio.current.currentTime = Number(event.target.value); setAt(Number(event.target.value)); }} />
      </span>
      <span className="player-time">{duration(playing || at > 0 ? at : length)}</span>
      <button type="button" className="speed" onClick={quicken} aria-label={t("inbox.part.speed")}>{speed}×</button>
    </div>
  );
}
