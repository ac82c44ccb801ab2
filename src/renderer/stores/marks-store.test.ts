import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import { type MarkedLine, type Marks, NO_MARKS } from "../../shared/marks/marks";
import { testMovie } from "../testing/test-movie";
import { currentMarks, followMarks, markActions, marksCameWithProject } from "./marks-store";
import { useMovieStore } from "./movie-store";
import { viewSettingsOf } from "./view-settings";
import { useViewStore, viewActions } from "./view-store";

/** What main has, and when it answers. */
const main = vi.hoisted(() => ({
  marks: null as unknown,
  answer: (): void => {},
  kept: [] as unknown[],
}));
vi.mock("../api", () => ({
  request: (channel: string, payload: { marks: unknown }) => {
    if (channel === "marks:read")
      return new Promise((resolve) => {
        main.answer = () => resolve({ ok: true, value: main.marks });
      });
    main.kept.push(payload.marks);
    return Promise.resolve({ ok: true, value: null });
  },
}));

const line = (id: string, name: string): MarkedLine => ({
  ...{ id, name, colour: "#ffffff", note: "" },
  points: [
    [0, 0],
    [5, 5],
  ],
});
const before: Marks = { ...NO_MARKS, lines: [line("a", "line1")] };
const names = (marks: Marks): readonly string[] => marks.lines.map(({ name }) => name);

let opened = 0;
async function answered(): Promise<void> {
  main.answer();
  await new Promise((resolve) => setTimeout(resolve));
}

beforeAll(followMarks);
beforeEach(() => {
  main.marks = before;
  main.kept = [];
  opened += 1;
  viewActions.adaptToMovie(320, 240);
  useMovieStore.setState({ movie: testMovie({ token: `movie ${opened}` }) });
});

it("are not taken back with what was changed before they were read", async () => {
  viewActions.setScale(11);
  await answered();
  expect(currentMarks()).toEqual(before);
  viewActions.undo();
  await answered();
  expect(currentMarks()).toEqual(before);
  expect(main.kept).toEqual([]);
});

it("that were drawn before the others were read are added to them, and taken back by themselves", async () => {
  markActions.set("lines", line("b", "line1"));
  await answered();
  expect(names(currentMarks())).toEqual(["line1", "line2"]);
  expect(main.kept).toEqual([currentMarks()]);
  viewActions.undo();
  expect(currentMarks()).toEqual(before);
  viewActions.redo();
  expect(names(currentMarks())).toEqual(["line1", "line2"]);
});

it("of a project stand for all that was kept, and nothing done before goes back behind it", async () => {
  viewActions.setScale(11);
  const settings = viewSettingsOf(useViewStore.getState());
  marksCameWithProject(`movie ${opened}`);
  viewActions.recallProject({ ...settings, marks: { ...NO_MARKS, lines: [line("p", "project1")] } });
  await answered();
  viewActions.undo();
  expect(names(currentMarks())).toEqual(["project1"]);
});
