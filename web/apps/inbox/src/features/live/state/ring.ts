let audio: AudioContext | undefined;

/** Two soft wooden knocks, made on the spot. Silent until the person has touched the page: the browser's rule. */
export function ring(): void {
  audio ??= new AudioContext();
  const at = audio.currentTime + 0.02;
  if (audio.state === "suspended") void audio.resume().catch(() => undefined);
  knock(audio, at, 523);
  knock(audio, at + 0.13, 784);
}

function knock(context: AudioContext, at: number, pitch: number): void {
  const tone = context.createOscillator();
  const loudness = context.createGain();
  tone.type = "triangle";
  tone.frequency.setValueAtTime(pitch, at);
  loudness.gain.setValueAtTime(0.0001, at);
  loudness.gain.exponentialRampToValueAtTime(0.16, at + 0.008);
  loudness.gain.exponentialRampToValueAtTime(0.0001, at + 0.28);
  tone.connect(loudness).connect(context.destination);
  tone.start(at);
  tone.stop(at + 0.3);
}
