let context: AudioContext | undefined;

/** Two soft notes; silent where the browser has not been touched yet. */
export function ring(): void {
  try {
    context ??= new AudioContext();
    void context.resume();
    [660, 880].forEach((frequency, at) => {
      if (!context) return;
      const begin = context.currentTime + at * 0.12;
      const tone = context.createOscillator();
      const volume = context.createGain();
      tone.frequency.value = frequency;
      volume.gain.setValueAtTime(0.0001, begin);
      volume.gain.exponentialRampToValueAtTime(0.12, begin + 0.02);
      volume.gain.exponentialRampToValueAtTime(0.0001, begin + 0.3);
      tone.connect(volume).connect(context.destination);
      tone.start(begin);
      tone.stop(begin + 0.32);
    });
  } catch {}
}
