import { expect, it } from "vitest";
import { CoarseLevels } from "./coarse-levels";

const UHD = { width: 3840, height: 2160 };
const FRAME_MS = 1000 / 60;

it("takes all of the flow as long as nobody knows what it takes, and where it is there soon", () => {
  const levels = new CoarseLevels();
  expect(levels.levelFor("a", UHD, 9, FRAME_MS)).toBe(0);
  levels.note("a", 0, 45);
  levels.note("b", 0, 400);
  expect(levels.levelFor("a", UHD, 9, FRAME_MS)).toBe(0);
  expect(levels.levelFor("b", UHD, 9, FRAME_MS)).toBeGreaterThan(0);
});

it("takes the finest level that is there in time, by what it takes itself where that is known", () => {
  const levels = new CoarseLevels();
  levels.note("a", 0, 400);
  expect(levels.levelFor("a", UHD, 9, 101)).toBe(1);
  expect(levels.levelFor("a", UHD, 9, 99)).toBe(2);
  expect(levels.levelFor("a", UHD, 9, FRAME_MS)).toBe(3);
  levels.note("a", 3, 20);
  // More than was expected of it, and more than there is time for.
  expect(levels.levelFor("a", UHD, 9, FRAME_MS)).toBe(3);
  for (let k = 0; k < 8; k++) levels.note("a", 3, 3);
  expect(levels.levelFor("a", UHD, 9, FRAME_MS)).toBe(2);
});

it("is no coarser than makes sense", () => {
  const levels = new CoarseLevels();
  levels.note("a", 0, 1e6);
  expect(levels.levelFor("a", UHD, 9, FRAME_MS)).toBe(3);
  expect(levels.levelFor("a", { width: 1280, height: 720 }, 9, FRAME_MS)).toBe(1);
  expect(levels.levelFor("a", { width: 320, height: 240 }, 9, FRAME_MS)).toBe(0);
  expect(levels.levelFor("a", UHD, 600, FRAME_MS)).toBe(1);
});

it("forgets a time that was disturbed", () => {
  const levels = new CoarseLevels();
  levels.note("a", 0, 3000);
  for (let k = 0; k < 12; k++) levels.note("a", 0, 40);
  expect(levels.levelFor("a", UHD, 9, FRAME_MS)).toBe(0);
});
