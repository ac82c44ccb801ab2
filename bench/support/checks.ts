import { printTable } from "./console-table";
import { short } from "./numbers";

/** A measured figure and its limit. */
export interface Check {
  readonly what: string;
  readonly measured: number;
  readonly wanted: "at most" | "at least" | "below";
  readonly limit: number;
  /** Goals are beyond what is accepted. */
  readonly goal: boolean;
  readonly holds: boolean;
  /** Why the figure may say nothing, or null. */
  readonly doubt: string | null;
}

type Wish = Check["wanted"];

export function check(what: string, measured: number, wanted: Wish, limit: number): Check {
  return { what, measured, wanted, limit, goal: false, holds: isMet(measured, wanted, limit), doubt: null };
}

export function goal(what: string, measured: number, wanted: Wish, limit: number): Check {
  return { ...check(what, measured, wanted, limit), goal: true };
}

export function printChecks(checks: readonly Check[]): void {
  if (checks.length === 0) return;
  console.log("");
  printTable(
    ["acceptance", "measured", "wanted", "holds"],
    checks.map((one) => [
      one.what,
      short(one.measured),
      `${one.goal ? "goal: " : ""}${one.wanted} ${short(one.limit)}`,
      (one.holds ? "yes" : "NO") + (one.doubt === null ? "" : ` (${one.doubt})`),
    ]),
  );
}

function isMet(measured: number, wanted: Wish, limit: number): boolean {
  switch (wanted) {
    case "at most":
      return measured <= limit;
    case "at least":
      return measured >= limit;
    case "below":
      return measured < limit;
  }
}
