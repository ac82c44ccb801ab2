import { beforeEach, expect, it, vi } from "vitest";
import { MOST_MASK_NUMBERS, NO_MARKS } from "../../shared/marks/marks";
import { spansOfMask } from "../../shared/measure/region";
import { testMovie } from "../testing/test-movie";
import { currentMarks } from "./marks-store";
import { maskActions } from "./mask-actions";
import { useMovieStore } from "./movie-store";
import { useViewStore } from "./view-store";

const main = vi.hoisted(() => ({ choose: (_mask: readonly number[]): void => {} }));
vi.mock("../api", () => ({
  request: () =>
    new Promise((resolve) => {
      main.choose = (value) => resolve({ ok: true, value });
    }),
}));

/** Every other pixel of it is one more stretch. */
const picture = { token: "one", width: 1000, height: 500 };
const checks = Array.from({ length: 500_000 }, (_, at) => ((at + Math.floor(at / 1000)) % 2 === 0 ? 1 : 0));

beforeEach(() => {
  useMovieStore.setState({ movie: testMovie({ token: "one" }), problem: null });
  useViewStore.setState({ marks: NO_MARKS });
});

it("a mask from a file is of the recording that it was chosen for", async () => {
  const here = maskActions.fromFile(picture);
  main.choose([0, 1, 2]);
  await here;
  expect(currentMarks().mask).toEqual([0, 1, 2]);

  const late = maskActions.fromFile(picture);
  useMovieStore.setState({ movie: testMovie({ token: "two" }) });
  main.choose([0, 3, 4]);
  await late;
  expect(currentMarks().mask).toEqual([0, 1, 2]);
});

it("of more pieces than can be kept is refused, and that is said", () => {
  const mask = spansOfMask(checks, 1000, 500);
  expect(mask.length).toBeGreaterThan(MOST_MASK_NUMBERS);
  useViewStore.setState({ marks: { ...NO_MARKS, mask } });
  maskActions.invert(picture);
  expect(currentMarks().mask).toBe(mask);
  expect(useMovieStore.getState().problem?.error).toMatchObject({ said: { name: "maskPieces" } });

  useViewStore.setState({ marks: NO_MARKS });
  useMovieStore.setState({ problem: null });
  maskActions.add(mask, picture);
  expect(currentMarks().mask).toEqual([]);
  expect(useMovieStore.getState().problem?.error).toMatchObject({ said: { name: "maskPieces" } });
});
