import { beforeEach, expect, it, vi } from "vitest";
import { Leaving } from "./leaving";

let exporting = true;
let canAsk = true;
const ask = vi.fn(() => canAsk);
const leave = vi.fn();
let leaving: Leaving;

beforeEach(() => {
  [exporting, canAsk] = [true, true];
  vi.clearAllMocks();
  leaving = new Leaving(() => exporting, ask);
});

it("asks nobody where nothing is exported, and where there is no window to ask in", () => {
  exporting = false;
  expect(leaving.mayLeave("close", leave)).toBe(true);
  expect(ask).not.toHaveBeenCalled();
  [exporting, canAsk] = [true, false];
  expect(leaving.mayLeave("quit", leave)).toBe(true);
});

it("leaves when the person agrees, and asks nothing on the way out", () => {
  expect(leaving.mayLeave("quit", leave)).toBe(false);
  expect(ask).toHaveBeenCalledExactlyOnceWith("quit");
  leaving.answer(true);
  expect(leave).toHaveBeenCalledOnce();
  // Quitting closes the window, which is another wish to leave.
  expect(leaving.mayLeave("close", leave)).toBe(true);
  expect(ask).toHaveBeenCalledOnce();
  leaving.stay();
  expect(leaving.mayLeave("close", leave)).toBe(false);
});

it("stays when they do not, and asks again the next time", () => {
  expect(leaving.mayLeave("close", leave)).toBe(false);
  leaving.answer(false);
  leaving.answer(true);
  expect(leave).not.toHaveBeenCalled();
  expect(leaving.mayLeave("close", leave)).toBe(false);
  expect(ask).toHaveBeenCalledTimes(2);
});

it("does what was wished for last", () => {
  const quit = vi.fn();
  leaving.mayLeave("close", leave);
  leaving.mayLeave("quit", quit);
  leaving.answer(true);
  expect(leave).not.toHaveBeenCalled();
  expect(quit).toHaveBeenCalledOnce();
});

it("asks nobody when the system ends the app", () => {
  leaving.withoutAsking();
  expect(leaving.mayLeave("quit", leave)).toBe(true);
  expect(ask).not.toHaveBeenCalled();
});
