const none = { passed: 0, failed: 0, skipped: 0 };

export const sum = (all) =>
  all.reduce(
    (a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }),
    none,
  );

export const describeCounts = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;

/** A check without tests of its own counts as one. */
export const countOfCheck = (exitCode) => (exitCode === 0 ? { ...none, passed: 1 } : { ...none, failed: 1 });

/** From Vitest's JSON report; a file that fails outside its tests counts as one failure. */
export function countsOfVitest(report) {
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((result) => result.status === "failed"),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** From Playwright's JSON report; errors outside of tests (a file that cannot be loaded) count as failures. */
export function countsOfPlaywright({ stats, errors }) {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
  };
}

/** A suite that ran nothing, or ended badly for a reason its report does not show, has failed. */
export function honest(counts, exitCode) {
  const ranNothing = counts.passed + counts.failed === 0;
  return (exitCode !== 0 && counts.failed === 0) || ranNothing
    ? { ...counts, failed: counts.failed + 1 }
    : counts;
}
