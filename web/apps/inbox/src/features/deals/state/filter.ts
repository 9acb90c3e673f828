/** What a board is narrowed by, as the server's address says it. `responsible` 0: nobody's. */
export type BoardFilter = { q?: string | undefined; responsible?: number | undefined; budgetFrom?: string | undefined; budgetTo?: string | undefined };

export const NO_FILTER: BoardFilter = {};

export const isFiltered = (filter: BoardFilter): boolean => Object.values(filter).some((one) => one !== undefined && one !== "");

/** "1 500,50" and "1,500.50" as "1500.50"; undefined where it is no sum of money. A comma before three digits groups. */
export function moneyWord(typed: string): string | undefined {
  const plain = typed.replace(/[\s\u00a0\u202f']/g, "").replace(/,(?=\d{3}(?:\D|$))/g, "").replace(",", ".");
  return /^\d{1,14}(\.\d{1,2})?$/.test(plain) ? plain : undefined;
}
