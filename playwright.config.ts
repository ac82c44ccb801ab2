import { defineConfig, type ReporterDescription } from "playwright/test";

const report = process.env.PLAYWRIGHT_JSON;
const jsonReporter: ReporterDescription[] = report ? [["json", { outputFile: report }]] : [];

export default defineConfig({
  testDir: "e2e/tests",
  // One real application window at a time: timings and focus would disturb each other.
  workers: 1,
  retries: 0,
  timeout: 90_000,
  // The app starts processes and makes its sample: on a busy machine that takes its time.
  expect: { timeout: 20_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [["list"], ...jsonReporter],
  use: { trace: "retain-on-failure", screenshot: "only-on-failure" },
});
