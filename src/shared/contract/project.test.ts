import { describe, expect, it } from "vitest";
import { KinoflowError } from "../errors";
import { NO_MARKS } from "../marks/marks";
import { fittedTo, isProjectName } from "../project";
import { someProject } from "../testing/some-project";
import { projectOf } from "./project";

/** What a value is refused with. */
function refusalOf(kept: unknown): string {
  try {
    projectOf(kept, "study.kinoflow");
  } catch (error) {
    if (error instanceof KinoflowError) return `${error.code}: ${error.message}`;
  }
  return "";
}

describe("projectOf", () => {
  it("reads what was written, and leaves out what it does not know", () => {
    const project = someProject(
      { relative: "clips/clip.mp4", bytes: null, captureRate: 1000 },
      {
        pins: [{ number: 2, x: 5, y: 6 }],
        bookmarks: [{ frame: 3, name: "begins" }],
        marks: { ...NO_MARKS, camera: "shift", mask: [0, 2, 7] },
      },
      { playhead: 12, range: { start: 3, end: null } },
    );
    const kept = JSON.parse(JSON.stringify({ ...project, later: { version: "has this" } })) as unknown;
    expect(projectOf(kept, "study.kinoflow")).toEqual(project);
  });

  it("refuses what a newer program saved, with a sentence of its own", () => {
    expect(refusalOf({ ...someProject(), schema: 2 })).toBe(
      "invalid-argument: study.kinoflow was saved by a newer version of Kinoflow; open it with that one, or a newer one.",
    );
  });

  it("refuses what is none", () => {
    const broken = "file-unreadable: study.kinoflow is damaged, or is no project of Kinoflow.";
    const { recording: _, ...without } = someProject();
    const project = someProject();
    const wrong: readonly unknown[] = [
      ...[null, 7, "text", [], {}, without, { schema: -1 }, { ...project, schema: 1.5 }],
      { ...project, schema: 0 },
      { ...project, playhead: -1 },
      { ...project, recording: { ...project.recording, fingerprint: "../../etc/passwd" } },
      { ...project, settings: { ...project.settings, pins: Array(1000).fill({ number: 1, x: 0, y: 0 }) } },
      { ...project, settings: { ...project.settings, minimumShare: 1e9 } },
    ];
    for (const kept of wrong) expect(refusalOf(kept), JSON.stringify(kept)?.slice(0, 80)).toBe(broken);
  });

  it("brings older schemas up to the latest one, step by step", () => {
    const { playhead, ...old } = someProject({}, {}, { playhead: 4 });
    const kept = { ...old, schema: 0, frame: playhead };
    const migrations = {
      0: ({ frame, ...others }: Readonly<Record<string, unknown>>) => ({ ...others, playhead: frame }),
    };
    expect(projectOf(kept, "old.kinoflow", migrations)).toMatchObject({ schema: 1, playhead: 4 });
    expect(refusalOf(kept)).toMatch(/^file-unreadable/);
  });
});

describe("fittedTo", () => {
  it("leaves out what has no place in another recording, and nothing else", () => {
    const state = someProject(
      {},
      {
        levels: { black: 1, white: 200, gamma: 1 },
        split: { visible: true, b: null, moment: 30 },
        pins: [
          { number: 1, x: 10, y: 10 },
          { number: 2, x: 100, y: 10 },
        ],
        bookmarks: [
          { frame: 5, name: "near" },
          { frame: 50, name: "far" },
        ],
        cutMarks: { set: [4, 40], deleted: [41] },
        marks: { ...NO_MARKS, mask: [0, 0, 101], camera: "shift" },
      },
      { playhead: 30, range: { start: 2, end: 25 } },
    );
    const small = { width: 100, height: 80, grey: false, expectedFrameCount: 20 };
    const fitted = fittedTo(state, small);
    expect(fitted).toMatchObject({ playhead: 0, range: { start: null, end: null } });
    expect(fitted.settings).toMatchObject({
      levels: null,
      split: { visible: true, moment: null },
      pins: [{ number: 1 }],
      bookmarks: [{ frame: 5 }],
      cutMarks: { set: [4], deleted: [] },
      marks: { mask: [], camera: "shift" },
    });
    const { settings, playhead, range } = state;
    const large = { width: 320, height: 240, grey: true, expectedFrameCount: 100 };
    expect(fittedTo(state, large)).toEqual({ settings, playhead, range });
  });
});

it("knows projects by their names, and their last good versions", () => {
  expect(["a.kinoflow", "b.KINOFLOW", "c.kinoflow~"].every(isProjectName)).toBe(true);
  expect(["kinoflow", "a.kinoflow.mp4", "kinoflow.mp4"].some(isProjectName)).toBe(false);
});
