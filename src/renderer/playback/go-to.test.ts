import { describe, expect, it } from "vitest";
import { texts } from "../../shared/texts/texts";
import { testMovie } from "../testing/test-movie";
import { parsePlace } from "./go-to";

const en = texts("en");
const movie = testMovie({
  frameCount: 250,
  expectedFrameCount: 250,
  times: Array.from({ length: 250 }, (_, frame) => frame / 25),
  duration: 10,
});

function place(typed: string, of = movie): number | string {
  const found = parsePlace(typed, of, en);
  return "frame" in found ? found.frame : found.problem;
}

describe("parsePlace", () => {
  it.each([
    ["0", 0],
    [" 123 ", 123],
    ["#7", 7],
    ["１２３", 123],
    ["4.2s", 105],
    ["4.2 s", 105],
    ["4,2 s", 105],
    ["4.2", 105],
    ["4秒", 100],
    ["0:04.2", 105],
    ["0:00:04.2", 105],
    ["00:00:04:05", 105],
    [".04s", 1],
    ["10s", 249],
    ["0 %", 0],
    ["50%", 125],
    ["100 ％", 249],
  ])("%s", (typed, frame) => {
    expect(place(typed)).toBe(frame);
  });

  it("finds the frame of every time that is shown, though it is rounded", () => {
    const ntsc = testMovie({
      frameCount: 300,
      times: Array.from({ length: 300 }, (_, frame) => (frame * 1001) / 30000),
      duration: 10.01,
      frameRate: 30000 / 1001,
    });
    for (const [frame, time] of ntsc.times.entries()) expect(place(`${time.toFixed(3)} s`, ntsc)).toBe(frame);
  });

  it("goes by the times where the rate varies", () => {
    const variable = testMovie({
      frameCount: 4,
      times: [0, 1, 1.1, 5],
      duration: 6,
      variableFrameRate: true,
    });
    expect(place("1.05s", variable)).toBe(1);
    expect(place("4.9s", variable)).toBe(2);
    expect(place("50 %", variable)).toBe(2);
  });

  it.each([
    ["", "Type a frame, a time or a share of the movie."],
    ["250", "There is no frame 250; frames go from 0 to 249."],
    ["-3", "There is no frame −3; frames go from 0 to 249."],
    ["10.5s", "10.500 s is past the end of the movie, which is at 10.000 s."],
    ["120 %", "A share of the movie lies between 0 % and 100 %."],
    ["soon", "“soon” is neither a frame (123), nor a time (4.2s, 0:04.2), nor a share (50 %)."],
    ["1:2:3:4:5", "“1:2:3:4:5” is neither a frame (123), nor a time (4.2s, 0:04.2), nor a share (50 %)."],
  ])("says what is wrong with “%s”", (typed, problem) => {
    expect(place(typed)).toBe(problem);
  });

  it("says how far a movie is indexed", () => {
    const growing = { ...movie, frameCount: 100, times: movie.times.slice(0, 100), indexComplete: false };
    const known = "The movie is still being indexed; so far frames 0 to 99 can be gone to.";
    expect(place("99", growing)).toBe(99);
    expect(place("100", growing)).toBe(known);
    expect(place("9s", growing)).toBe(known);
    expect(place("90 %", growing)).toBe(known);
    expect(place("10 %", growing)).toBe(25);
  });
});
