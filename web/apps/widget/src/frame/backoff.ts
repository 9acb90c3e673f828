/** Waits between attempts, in milliseconds: doubling from `first` to `most`, each drawn from its upper half so that crowds spread out. */
export function backoff(attempt: number, first = 1000, most = 60_000, random = Math.random): number {
  const whole = Math.min(most, first * 2 ** Math.min(attempt, 30));
  return Math.round(whole / 2 + (whole / 2) * random());
}
