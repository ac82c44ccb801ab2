import { mkdirSync, readFileSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { analyseMovie } from "../engine/analysis/analyse-movie";
import { writeTable } from "../engine/analysis/analysis-csv";
import { factsOfRows } from "../engine/analysis/cut-rows";
import { packRows, unpackRows } from "../engine/analysis/packed-rows";
import { describeRecording } from "../engine/project/describe-recording";
import { ProjectFile } from "../engine/project/project-file";
import { openRecording } from "../engine/recordings/open-recording";
import { makeKnownMotion, shifted } from "../engine/testing/known-motion";
import { ffmpeg, temporaryFolder, tools } from "../engine/testing/movies";
import { startTestPool } from "../engine/testing/pool";
import type { FrameAnalysis } from "../shared/analysis";
import { DEFAULT_FLOW_PARAMETERS, DENSE_PRESET_PARAMETERS } from "../shared/flow";
import { type Marks, NO_MARKS } from "../shared/marks/marks";
import { defaultOverlaySettings } from "../shared/overlay/settings";
import { pairingOf, withPairing } from "../shared/pairing";
import type { Project, ProjectSettings } from "../shared/project";
import { someProject } from "../shared/testing/some-project";
import { NO_VALIDATION } from "../shared/validation";
import { CommandLine } from "./testing/command-line";

const folder = temporaryFolder();
const commandLine = new CommandLine(folder);
const SIZE = { width: 96, height: 80 };
makeKnownMotion(folder, "shift", { ...SIZE, frames: 9, from: shifted(2, -1), pixelAspect: 2 });
const MOVIE = join(folder, "shift.mkv");
const movie = await openRecording(tools, MOVIE);
const recording = await describeRecording(movie, await movie.identity.fingerprint());

const DENSE = { ...DENSE_PRESET_PARAMETERS.fast, damping: 3, smoothness: 12 };
const mark = { colour: "#ff8800", note: "", id: "m1" };
const MARKS: Marks = {
  ...NO_MARKS,
  calibration: { pixel: { value: 1e-7, unit: "mm" }, axes: { origin: [3, 70.5], turn: 30, yUp: true } },
  regions: [
    { ...mark, name: "disc", shape: { kind: "ellipse", x: 40.25, y: 40, radiusX: 20, radiusY: 15.5 } },
    {
      ...mark,
      name: "corner",
      shape: {
        kind: "polygon",
        corners: [
          [50, 10],
          [90, 12.5],
          [70, 60],
        ],
      },
    },
  ],
  // The rows from the fourth to the tenth, left of column 30.
  mask: Array.from({ length: 7 }, (_, k) => [k + 3, 0, 30]).flat(),
  tracks: [{ ...mark, name: "wing", anchors: [{ frame: 2, x: 30.5, y: 60 }] }],
};

const CHECKED = {
  camera: "similarity",
  validation: {
    speedLimits: { minU: -0.02, maxU: 0.015, minV: -3.5, maxV: 4 },
    medianTest: { threshold: 1.5, epsilon: 0.2, neighbourhood: 5 },
    forwardBackward: 0.75,
    replace: "median",
  },
} as const;
const CHECKED_OPTIONS = [
  ...["--camera", "similarity", "--speed-limits", "-0.02,0.015,-3.5,4", "--median-test", "1.5,0.2,5"],
  ...["--fb-limit", "0.75", "--replace"],
];

/** Writes a project of the movie, and returns its name. */
async function save(
  name: string,
  settings: Partial<ProjectSettings>,
  more: Partial<Project> = {},
): Promise<string> {
  await new ProjectFile(join(folder, name)).write({ ...someProject(recording, settings), ...more });
  return name;
}

/** A table without what its rows cost, which is never the same twice. */
function figuresIn(name: string): readonly string[] {
  const lines = readFileSync(join(folder, name), "utf8").trimEnd().split("\n");
  const header = lines.find((line) => line.startsWith("frame,"))?.split(",") ?? [];
  const costs = ["decode_ms", "flow_ms", "bytes"].map((column) => header.indexOf(column));
  return lines.map((line) =>
    line.startsWith("#")
      ? line
      : line
          .split(",")
          .filter((_, at) => !costs.includes(at))
          .join(","),
  );
}

function run(...args: readonly string[]): string {
  const { status, stderr } = commandLine.run(args);
  expect(stderr).toMatch(/Wrote /);
  expect(status).toBe(0);
  return stderr;
}

describe("kinoflow analyze --project", async () => {
  const pool = await startTestPool(2);
  afterAll(() => pool.dispose());

  it("writes the table that the app exports, to the last digit", async () => {
    const flow = withPairing({ ...DEFAULT_FLOW_PARAMETERS, dense: DENSE }, {
      kind: "step",
      step: 2,
    } as const);
    const overlay = { ...defaultOverlaySettings(96, 80), minimumReliability: 0.35 };
    const cutMarks = { set: [5], deleted: [] };
    const project = await save("app.kinoflow", { flow, overlay, cutMarks, reliabilityThreshold: "chosen" });

    // As the app's analysis keeps its rows, and its table says them.
    const rows: FrameAnalysis[] = [];
    const figures = { figurePixels: "reliable", minimumReliability: 0.35 } as const;
    const range = { start: 0, end: movie.info.frameCount - 1 };
    await analyseMovie(
      pool,
      movie,
      { ...range, flow, figures, deinterlace: false },
      { onRow: (row) => rows.push(row) },
    );
    const kept = unpackRows(packRows(rows.sort((a, b) => a.frame - b.frame)));
    const pairing = pairingOf(flow);
    const { frameCount, times } = movie.info;
    const facts = await factsOfRows(kept, pairing, { frameCount, cutMarks, cutsAmong: async () => [] });
    await writeTable(join(folder, "app.csv"), kept, { times, figures, pairing }, facts);

    run("analyze", "shift.mkv", "--project", project, "--csv", "line.csv");
    expect(figuresIn("line.csv")).toEqual(figuresIn("app.csv"));
    expect(figuresIn("line.csv")).toHaveLength(10);
    // Not by chance: without the project they are others.
    run("analyze", "shift.mkv", "--csv", "without.csv");
    expect(figuresIn("without.csv")).not.toEqual(figuresIn("app.csv"));
  });

  it("takes units, regions, mask and range, as options say them", async () => {
    const project = await save("marks.kinoflow", { marks: MARKS }, { range: { start: 1, end: 6 } });
    run("analyze", "--project", project, "--csv", "marks.csv");
    ffmpeg(
      ...["-f", "lavfi", "-i", "color=black:s=96x80:d=1:r=1,drawbox=x=0:y=3:w=30:h=7:c=white:t=fill"],
      ...["-frames:v", "1", "-pix_fmt", "gray", join(folder, "mask.png")],
    );
    const regions = ["disc=ellipse:40.25,40,20,15.5", "corner=polygon:50,10;90,12.5;70,60"];
    const options = [
      ...["--scale", "1e-7mm", "--y-up", "--origin", "3,70.5", "--turn", "30", "--mask", "mask.png"],
      ...regions.flatMap((region) => ["--region", region]),
      ...["--start", "1", "--end", "6"],
    ];
    // Numbers of the app are of single precision.
    run(
      "analyze",
      "shift.mkv",
      "--project",
      await save("plain.kinoflow", {}),
      "--csv",
      "options.csv",
      ...options,
    );
    expect(figuresIn("marks.csv")).toEqual(figuresIn("options.csv"));
    expect(figuresIn("marks.csv")[0]).toMatch(/^# velocities in mm\/s/);
    expect(figuresIn("marks.csv")).toHaveLength(8);
    const sidecar = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), "utf8"));
    expect(sidecar("marks.csv.json")).toEqual(sidecar("options.csv.json"));
  });

  it("checks vectors and takes the camera out as it says, outside of its mask, like the same options", async () => {
    ffmpeg(
      ...["-f", "lavfi", "-i", "color=black:s=96x80:d=1:r=1,drawbox=x=0:y=3:w=30:h=7:c=white:t=fill"],
      ...["-frames:v", "1", "-pix_fmt", "gray", join(folder, "hidden.png")],
    );
    const project = await save("checked.kinoflow", { marks: { ...NO_MARKS, ...CHECKED, mask: MARKS.mask } });
    const plain = await save("unchecked.kinoflow", {});
    run("analyze", "--project", project, "--csv", "checked.csv", "--region", "all=5,5,80,70");
    const given = ["--region", "all=5,5,80,70", ...CHECKED_OPTIONS, "--mask", "hidden.png"];
    run("analyze", "--project", plain, "--csv", "given.csv", ...given);
    expect(figuresIn("checked.csv")).toEqual(figuresIn("given.csv"));
    expect(figuresIn("checked.csv")[0]).toContain(
      "without the motion of the camera (similarity); vectors checked",
    );
    const facts = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), "utf8"));
    expect(facts("checked.csv.json")).toEqual(facts("given.csv.json"));
    expect(facts("checked.csv.json")).toMatchObject({ masked: true, validation: CHECKED.validation });
    // Who says how vectors are checked says all of it.
    run(
      "analyze",
      "--project",
      project,
      "--csv",
      "own.csv",
      "--speed-limits",
      "-1,1,-1,1",
      "--camera",
      "shift",
    );
    expect(facts("own.csv.json")).toMatchObject({
      withoutCamera: "shift",
      validation: { ...NO_VALIDATION, speedLimits: { minU: -1, maxU: 1, minV: -1, maxV: 1 } },
    });
  });

  it("goes by options first", async () => {
    const flow = { ...DEFAULT_FLOW_PARAMETERS, method: "lucas-kanade", windowRadius: 3 } as const;
    const overlay = { ...defaultOverlaySettings(96, 80), minimumReliability: 0.05 };
    const project = await save("method.kinoflow", { flow, overlay, marks: MARKS, figurePixels: "all" });
    const summary = (...args: readonly string[]): unknown =>
      commandLine.json(["analyze", "--project", project, "--json", "--min-reliability", "0.1", ...args]);
    expect(summary()).toMatchObject({
      method: "lucas-kanade",
      parameters: { windowRadius: 3 },
      speedUnit: "mm/s",
    });
    expect(summary("--window", "5", "--scale", "2m")).toMatchObject({
      ...{ method: "lucas-kanade", parameters: { windowRadius: 5 }, speedUnit: "m/s" },
      ...{ minimumReliability: 0.1, figurePixels: "reliable" },
    });
    expect(summary("--preset", "fast", "--start", "3")).toMatchObject({
      ...{ method: "dense-pyramidal", preset: "fast", start: 3, end: 8 },
    });
  });

  it("finds a recording that has moved, and says where it is another one", async () => {
    const project = await save("moved.kinoflow", {});
    mkdirSync(join(folder, "archive"));
    renameSync(MOVIE, join(folder, "archive", "renamed.mkv"));
    try {
      const said = run("analyze", "--project", project, "--csv", "moved.csv");
      expect(said).toMatch(/^The recording was found by its content: \S+renamed\.mkv\n/);
      makeKnownMotion(folder, "other", { ...SIZE, frames: 9, from: shifted(1, 0) });
      expect(run("analyze", "other.mkv", "--project", project, "--csv", "other.csv")).toMatch(
        /^other\.mkv is another recording than the project was made of/,
      );
      renameSync(join(folder, "archive"), join(folder, "..", `gone-${process.pid}`));
      await commandLine.expectRefusal(
        ["analyze", "--project", project, "--csv", "gone.csv"],
        /shift\.mkv, the recording of moved\.kinoflow, is neither where it was nor beside the project/,
      );
      renameSync(join(folder, "..", `gone-${process.pid}`), join(folder, "archive"));
    } finally {
      renameSync(join(folder, "archive", "renamed.mkv"), MOVIE);
    }
  });

  it("refuses what is no project", async () => {
    await commandLine.expectRefusal(
      ["analyze", "--project", "shift.mkv", "--json"],
      /shift\.mkv is damaged, or is no project/,
    );
    await commandLine.expectRefusal(["analyze", "--project", "none.kinoflow", "--json"], /does not exist/);
    const project = await save("lines.kinoflow", { marks: MARKS });
    await commandLine.expectRefusal(
      ["profile", "--project", project, "--csv", "no.csv", "--line", "nope"],
      /There is no line nope in lines\.kinoflow; it has \w/,
    );
    await commandLine.expectRefusal(
      ["analyze", "a.mp4", "b.mp4", "--project", "method.kinoflow", "--json"],
      /one movie/,
    );
  });
});

describe("other commands with --project", () => {
  it("follow its tracks", async () => {
    const project = await save("tracks.kinoflow", { marks: MARKS }, { range: { start: 4, end: 5 } });
    run("tracks", "--project", project, "--csv", "kept.csv");
    const axes = ["--scale", "1e-7mm", "--y-up", "--origin", "3,70.5", "--turn", "30"];
    run("tracks", "shift.mkv", "--at", "wing=30.5,60@2", ...axes, "--csv", "named.csv");
    expect(readFileSync(join(folder, "kept.csv"), "utf8")).toBe(
      readFileSync(join(folder, "named.csv"), "utf8"),
    );
    await commandLine.expectRefusal(
      ["tracks", "--project", await save("untracked.kinoflow", {}), "--csv", "none.csv"],
      /Which points\?/,
    );
  });

  it("check vectors and take the camera out as it says", async () => {
    const line = {
      ...mark,
      name: "gap",
      points: [
        [8, 40],
        [88, 44],
      ],
    } as const;
    const marks: Marks = { ...NO_MARKS, ...CHECKED, mask: MARKS.mask, lines: [line], tracks: MARKS.tracks };
    const project = await save("all.kinoflow", { marks }, { range: { start: 1, end: 3 } });
    const facts = (name: string) => JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));
    const wanted = { withoutCamera: "similarity", validation: CHECKED.validation, masked: true };
    run("means", "--project", project, "-o", "all-means.npz");
    expect(facts("all-means.npz")).toMatchObject(wanted);
    run("fields", "--project", project, "-o", "all-fields.npz");
    expect(facts("all-fields.npz")).toMatchObject(wanted);
    run("profile", "--project", project, "--csv", "all-profile.csv");
    expect(facts("all-profile.csv")).toMatchObject(wanted);
    run("kymograph", "--project", project, "--of", "along", "-o", "all-kymograph.npy");
    expect(facts("all-kymograph.npy")).toMatchObject(wanted);
    // They are followed where they are seen, and backwards, where limits of u and v mean nothing.
    run("tracks", "--project", project, "--csv", "all-tracks.csv");
    const validation = { ...CHECKED.validation, speedLimits: null };
    expect(facts("all-tracks.csv")).toMatchObject({ ...wanted, validation, withoutCamera: null });
  });

  it("draw what its mask, its camera and its checks leave", async () => {
    const marks: Marks = { ...NO_MARKS, ...CHECKED, mask: MARKS.mask };
    const project = await save("treated.kinoflow", { marks });
    const pictures = { all: project, plain: await save("bare.kinoflow", {}), masked: "masked.kinoflow" };
    await save("masked.kinoflow", { marks: { ...NO_MARKS, mask: MARKS.mask } });
    const drawn = Object.entries(pictures).map(([name, from]) => {
      run("picture", "--project", from, "--frame", "2", "-o", `drawn-${name}.png`);
      return readFileSync(join(folder, `drawn-${name}.png`)).toString("base64");
    });
    expect(new Set(drawn).size).toBe(3);
    run(
      "picture",
      "--project",
      "masked.kinoflow",
      "--frame",
      "2",
      "-o",
      "drawn-given.png",
      ...CHECKED_OPTIONS,
    );
    expect(readFileSync(join(folder, "drawn-given.png")).toString("base64")).toBe(drawn[0]);
    const videos = [project, "bare.kinoflow"].map((from, at) => {
      run("export", "--project", from, "--start", "1", "--end", "2", "-o", `drawn-${at}.mp4`);
      return readFileSync(join(folder, `drawn-${at}.mp4`)).toString("base64");
    });
    expect(videos[0]).not.toBe(videos[1]);
  });

  it("make means of its range", async () => {
    const project = await save(
      "means.kinoflow",
      { marks: { ...MARKS, camera: "shift" } },
      { range: { start: 2, end: 6 } },
    );
    run("means", "--project", project, "-o", "means.npz");
    const facts = JSON.parse(readFileSync(join(folder, "means.npz.json"), "utf8"));
    expect(facts).toMatchObject({
      frames: { start: 2, end: 6 },
      withoutCamera: "shift",
      pixel: { unit: "mm" },
    });
  });

  it("leave the motion of the camera in where its pairs of frames do not go with that, as the window does", async () => {
    const marks = { ...MARKS, camera: "shift" } as const;
    const flow = withPairing(DEFAULT_FLOW_PARAMETERS, { kind: "step", step: 2 });
    const project = await save("step.kinoflow", { marks, flow }, { range: { start: 2, end: 4 } });
    run("means", "--project", project, "-o", "step.npz");
    const facts = JSON.parse(readFileSync(join(folder, "step.npz.json"), "utf8"));
    expect(facts.withoutCamera ?? null).toBeNull();
    await commandLine.expectRefusal(
      ["means", "--project", project, "--camera", "shift", "-o", "none.npz"],
      /--camera goes with neighbouring frames/,
    );
  });

  it("draw its view", async () => {
    const plain = defaultOverlaySettings(96, 80);
    const overlay = {
      ...plain,
      arrows: { ...plain.arrows, visible: false },
      colour: { ...plain.colour, visible: true, kind: "speed", maxSpeed: 3, opacity: 1 },
      legend: false,
    } as const;
    const project = await save("view.kinoflow", { overlay, colourScaling: "chosen", minimumShare: 0 });
    run("picture", "--project", project, "--frame", "2", "-o", "kept.png");
    const options = [
      "--layer",
      "colour",
      "--map",
      "speed",
      "--max-speed",
      "3",
      "--opacity",
      "1",
      "--no-legend",
    ];
    run("picture", "shift.mkv", "--frame", "2", "-o", "named.png", ...options, "--min-speed", "0%");
    expect(readFileSync(join(folder, "kept.png"))).toEqual(readFileSync(join(folder, "named.png")));
    run("picture", "shift.mkv", "--frame", "2", "-o", "plain.png");
    expect(readFileSync(join(folder, "plain.png"))).not.toEqual(readFileSync(join(folder, "named.png")));

    run(
      "export",
      "--project",
      await save("part.kinoflow", { overlay }, { range: { start: 1, end: 4 } }),
      "-o",
      "part.mp4",
    );
    expect((await openRecording(tools, join(folder, "part.mp4"))).info.frameCount).toBe(4);
    expect(statSync(join(folder, "part.mp4")).size).toBeGreaterThan(0);
  });
});
