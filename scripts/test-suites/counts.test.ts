import { expect, test } from "vitest";
import { countsOfPlaywright, countsOfVitest, describeCounts, honest, sum } from "./counts.mjs";

const counts = (passed: number, failed = 0, skipped = 0) => ({ passed, failed, skipped });

test("the last line names skipped tests only when there are some", () => {
  expect(describeCounts(sum([counts(3), counts(4)]))).toBe("7 passed, 0 failed");
  expect(describeCounts(sum([counts(3, 1, 2), counts(4)]))).toBe("7 passed, 1 failed, 2 skipped");
});

test("a Vitest file that fails outside its tests counts as one failure", () => {
  const report = {
    numPassedTests: 2,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults: [
      { status: "failed", assertionResults: [] },
      { status: "failed", assertionResults: [{ status: "failed" }] },
      { status: "passed", assertionResults: [{ status: "passed" }] },
    ],
  };
  expect(countsOfVitest(report)).toEqual(counts(2, 2, 2));
});

test("Playwright's errors outside of tests count as failures", () => {
  const stats = { expected: 3, flaky: 1, unexpected: 1, skipped: 2 };
  expect(countsOfPlaywright({ stats, errors: [{}] })).toEqual(counts(4, 2, 2));
});

test("a suite that ran nothing or ended badly has failed", () => {
  expect(honest(counts(0), 0)).toEqual(counts(0, 1));
  expect(honest(counts(0, 0, 3), 0)).toEqual(counts(0, 1, 3));
  expect(honest(counts(5), 1)).toEqual(counts(5, 1));
  expect(honest(counts(5, 2), 1)).toEqual(counts(5, 2));
  expect(honest(counts(5), 0)).toEqual(counts(5));
});
