import { defineConfig, type ReporterDescription } from "playwright/test";
import { hasVirtualDisplays } from "./e2e/fixtures/virtual-display";

const report = process.env.PLAYWRIGHT_JSON;
const jsonReporter: ReporterDescription[] = report ? [["json", { outputFile: report }]] : [];

export default defineConfig({
  testDir: "e2e/tests",
  // Two windows at a time keep two cores busy; but not on one display, whose pointer, focus and clipboard they would share.
  workers: hasVirtualDisplays() ? 2 : 1,
  retries: 0,
  timeout: 120_000,
  // A condition has as long as the test: on a busy machine the app's processes take their time. A little less, so
  // that it is the condition that is said to have failed.
  expect: { timeout: 110_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [["list"], ...jsonReporter],
  use: { trace: "retain-on-failure", screenshot: "only-on-failure" },
});
