import { expect, it } from "vitest";
import type { AnalysisState } from "../../../shared/analysis";
import { DEFAULT_FIGURES } from "../../../shared/figures";
import { DEFAULT_FLOW_PARAMETERS } from "../../../shared/flow";
import { en } from "../../../shared/texts/en";
import { analysedText } from "./analysis-text";

const idle: AnalysisState = {
  token: "t",
  key: "k",
  status: "idle",
  parameters: DEFAULT_FLOW_PARAMETERS,
  deinterlace: false,
  figures: DEFAULT_FIGURES,
  mask: "",
  range: null,
  done: 0,
  total: 0,
  framesPerSecond: 0,
  secondsLeft: null,
  error: null,
};
const movie = { frameCount: 480 };

it("says nothing where nothing has been analysed", () => {
  expect(analysedText(null, null, movie, en.analysis)).toBeNull();
  expect(analysedText(idle, { key: "k", count: 0 }, movie, en.analysis)).toBeNull();
});

it("says how far the last analysis came", () => {
  const ended = { ...idle, range: { start: 20, end: 44 }, done: 12, total: 25 };
  expect(analysedText(ended, { key: "k", count: 12 }, movie, en.analysis)).toBe("Analysed 12 of 25 frames");
});

it("says what is known from before, where the last analysis was another one", () => {
  const other = { ...idle, key: "other", done: 480, total: 480 };
  expect(analysedText(other, { key: "k", count: 100 }, movie, en.analysis)).toBe(
    "Analysed 100 of 480 frames",
  );
  expect(analysedText(idle, { key: "k", count: 480 }, movie, en.analysis)).toBe("Analysed 480 of 480 frames");
});
