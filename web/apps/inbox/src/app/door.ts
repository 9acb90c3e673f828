/** Asks whether one may go, and goes then. */
type Door = (leave: () => void) => void;

const doors: Door[] = [];

/** Until what it returns is called, whoever leaves is asked by this door. */
export function keepDoor(door: Door): () => void {
  doors.push(door);
  return () => {
    const at = doors.lastIndexOf(door);
    if (at >= 0) doors.splice(at, 1);
  };
}

export const isKept = (): boolean => doors.length > 0;

/** Leaves what is on the page: at once, or when the one who is asked says so. */
export function pass(leave: () => void): void {
  const door = doors.at(-1);
  if (door === undefined) leave();
  else door(leave);
}
