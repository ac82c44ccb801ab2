import { expect, it } from "vitest";
import { RunCosts } from "./run-costs";

it("reads on where that is quicker than a new start", () => {
  const costs = new RunCosts();
  for (let k = 0; k < 60; k++) {
    costs.started();
    costs.read(100);
    costs.read(5);
  }
  expect(costs.readingOnPays(-3)).toBe(true);
  expect(costs.readingOnPays(19)).toBe(true);
  expect(costs.readingOnPays(21)).toBe(false);
});

it("starts anew sooner where frames are large", () => {
  const costs = new RunCosts();
  for (let k = 0; k < 60; k++) costs.read(50);
  expect(costs.readingOnPays(1)).toBe(true);
  expect(costs.readingOnPays(3)).toBe(false);
});
