import { expect, it } from "vitest";
import { repeatSummary, repeatsInWords, repeatVerdict } from "./repeats";

/** Which pairs repeat, of these changes. */
function repeats(changes: readonly (number | null)[]): readonly boolean[] {
  return changes.map((_, frame) => {
    const { isRepeat, wants } = repeatVerdict(frame, (other) => changes[other], changes.length + 1);
    expect(wants).toBeNull();
    return isRepeat;
  });
}

it("is a pair in which nothing changes", () => {
  expect(repeats([0, 0.1, 0.2, 30, 0])).toEqual([true, true, false, false, true]);
});

it("is one in which a coder changes hardly anything while the picture moves around it", () => {
  expect(repeats([40, 1.5, 45, 0.4, 42])).toEqual([false, true, false, true, false]);
  // Beside one great change only, which may be a cut.
  expect(repeats([1.5, 1.4, 80, 1.6, 1.5])).toEqual([false, false, false, false, false]);
  // Slow motion beside faster one.
  expect(repeats([20, 3, 3, 20, 20])).toEqual([false, false, false, false, false]);
});

it("is none where a frame cannot be decoded", () => {
  expect(repeats([40, null, 0, 40])).toEqual([false, false, true, false]);
});

it("asks for what is around only where that tells", () => {
  const asked = (change: number) => repeatVerdict(5, (frame) => (frame === 5 ? change : undefined), 20).wants;
  expect([asked(0), asked(10), asked(1)]).toEqual([null, null, 6]);
  expect(repeatVerdict(5, () => undefined, 20)).toEqual({ isRepeat: false, wants: 5 });
});

it("is summed up, with its rhythm where it has one", () => {
  const every = (n: number) => (frame: number) => frame % n !== n - 1;
  const summary = repeatSummary(every(8), 79);
  expect(summary).toEqual({ repeated: 70, pairs: 79, every: 8 });
  expect(summary && repeatsInWords(summary)).toBe(
    "every 8th frame is new: 70 of 79 pairs show the same picture twice",
  );
  const irregular = repeatSummary((frame) => frame % 7 === 0 || frame % 5 === 0, 40);
  expect(irregular?.every).toBeNull();
  expect(irregular && repeatsInWords(irregular)).toMatch(/^\d+ of 40 pairs/);
  expect(repeatSummary(() => false, 40)).toBeNull();
  expect(repeatSummary(() => null, 40)).toBeNull();
  expect(
    [2, 3, 11, 22].map((n) => repeatsInWords({ repeated: 1, pairs: 2, every: n }).split(" ")[1]),
  ).toEqual(["2nd", "3rd", "11th", "22nd"]);
});
