/** What a key means on a card of the board. While a card is lifted the arrows choose its column. */
export type CardAct =
  | { type: "focus"; column: number; row: number }
  | { type: "lift" }
  | { type: "aim"; column: number }
  | { type: "drop" }
  | { type: "cancel" }
  | { type: "open" };

type Place = { column: number; row: number };

/** @param rows how many cards each column shows */
export function cardKey(key: string, at: Place, rows: readonly number[], aim: number | undefined): CardAct | undefined {
  if (aim !== undefined) return liftedKey(key, aim, rows.length);
  switch (key) {
    case " ": return { type: "lift" };
    case "Enter": return { type: "open" };
    case "ArrowUp": return step(at.column, at.row - 1, rows);
    case "ArrowDown": return step(at.column, at.row + 1, rows);
    case "ArrowLeft": return beside(at, -1, rows);
    case "ArrowRight": return beside(at, 1, rows);
    default: return undefined;
  }
}

function liftedKey(key: string, aim: number, columns: number): CardAct | undefined {
  switch (key) {
    case "ArrowLeft": return { type: "aim", column: Math.max(0, aim - 1) };
    case "ArrowRight": return { type: "aim", column: Math.min(columns - 1, aim + 1) };
    case "Home": return { type: "aim", column: 0 };
    case "End": return { type: "aim", column: columns - 1 };
    case " ":
    case "Enter": return { type: "drop" };
    case "Escape":
    case "Tab": return { type: "cancel" };
    default: return undefined;
  }
}

const step = (column: number, row: number, rows: readonly number[]): CardAct | undefined =>
  row >= 0 && row < (rows[column] ?? 0) ? { type: "focus", column, row } : undefined;

/** The nearest column on that side that has cards. */
function beside(at: Place, by: -1 | 1, rows: readonly number[]): CardAct | undefined {
  for (let column = at.column + by; column >= 0 && column < rows.length; column += by) {
    const count = rows[column] ?? 0;
    if (count > 0) return { type: "focus", column, row: Math.min(at.row, count - 1) };
  }
  return undefined;
}
