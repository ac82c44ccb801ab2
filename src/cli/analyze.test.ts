import { spawn } from "node:child_process";
import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { analyseMovie } from "../engine/analysis/analyse-movie";
import { openMovie } from "../engine/recordings/movie/movie";
import { FLICKERING, makeFlickering } from "../engine/testing/flickering";
import { ffmpeg, makeMovie, temporaryFolder, tools } from "../engine/testing/movies";
import { startTestPool } from "../engine/testing/pool";
import type { FrameAnalysis } from "../shared/analysis";
import { automaticFigures } from "../shared/figures";
import { DEFAULT_FLOW_PARAMETERS } from "../shared/flow";
import { CLI, CommandLine } from "./testing/command-line";

const folder = temporaryFolder();
const movie = makeMovie(folder, "movie.mp4", { args: ["-c:v", "libx264", "-pix_fmt", "yuv420p"] });
const commandLine = new CommandLine(folder);
const kinoflow = commandLine.run.bind(commandLine);
const expectRefusal = commandLine.expectRefusal.bind(commandLine);
const leftovers = () => readdirSync(folder).filter((name) => name.includes("partial"));

const HEADER =
  "frame,time,dt,mean_u,mean_v,mean_speed,median_speed,p95_speed,p999_speed,max_speed,max_speed_x,max_speed_y," +
  "reliable_share,reliable_pixels,decode_ms,flow_ms,bytes,luma_difference,histogram_distance,cut,figure_pixels,min_reliability,repeated,second";
const COLUMNS = HEADER.split(",");

/** The rows of a table, each as text by the names of the columns. */
function textOf(name: string): readonly Readonly<Record<string, string>>[] {
  const [header, ...lines] = readFileSync(join(folder, name), "utf8").trimEnd().split("\n");
  expect(header).toBe(HEADER);
  return lines.map((line) => {
    const cells = line.split(",");
    expect(cells).toHaveLength(COLUMNS.length);
    return Object.fromEntries(COLUMNS.map((column, k) => [column, cells[k]]));
  });
}

/** Its columns as numbers; NaN where nothing stands. */
function tableOf(name: string, columns: readonly string[]): readonly (readonly number[])[] {
  const numberOf = (cell: string) => (cell === "" ? Number.NaN : Number(cell));
  return textOf(name).map((row) => columns.map((column) => numberOf(row[column])));
}

describe("kinoflow analyze", async () => {
  const pool = await startTestPool(1);
  afterAll(() => pool.dispose());

  it("writes a row a frame: what the engine says, to the last digit", async () => {
    const args = ["analyze", "movie.mp4", "--csv", "out.csv", "--method", "lucas-kanade", "--window", "3"];
    const { status, stdout, stderr } = kinoflow(args);
    expect([status, stdout]).toEqual([0, ""]);
    expect(stderr).toMatch(/^Wrote \S+out\.csv: 50 frames in .+ frames\/s; at most \d+ MB of memory/);
    expect(stderr).toMatch(
      /\nFrames with a flow: 49; over pixels of reliability 0\.05 and more: mean speed \d+\.\d\d px, 95th/,
    );

    const opened = await openMovie(tools, movie);
    const flow = { ...DEFAULT_FLOW_PARAMETERS, method: "lucas-kanade", windowRadius: 3 } as const;
    const rows: FrameAnalysis[] = [];
    const onRow = (row: FrameAnalysis) => rows.push(row);
    await analyseMovie(
      pool,
      opened,
      { start: 0, end: 49, flow, figures: automaticFigures(flow.method), deinterlace: false },
      { onRow },
    );
    const { times } = opened.info;
    const statistics = tableOf("out.csv", COLUMNS.slice(0, 14));
    const place = (pixel: number) => (pixel < 0 ? Number.NaN : pixel);
    expect(statistics).toEqual(
      rows.map(({ frame, ...row }) => [
        ...[frame, times[frame], frame < 49 ? times[frame + 1] - times[frame] : Number.NaN],
        ...[row.meanU, row.meanV, row.meanSpeed, row.medianSpeed, row.p95Speed, row.p999Speed],
        ...[row.maxSpeed, place(row.maxSpeedX), place(row.maxSpeedY)],
        ...[row.reliableShare, row.reliablePixels],
      ]),
    );
    const costs = tableOf("out.csv", ["decode_ms", "flow_ms", "bytes"]);
    for (const [decodeMs, flowMs, bytes] of costs.slice(0, -1)) {
      expect(Math.min(decodeMs, flowMs)).toBeGreaterThan(0);
      expect(bytes).toBeGreaterThan(2 * opened.format.bytes);
    }
    expect(costs[49][0]).toBeGreaterThan(0);
    expect(costs[49].slice(1)).toEqual([Number.NaN, Number.NaN]);
    const changes = tableOf("out.csv", ["luma_difference", "histogram_distance"]);
    expect(changes).toEqual(
      rows.map(({ lumaDifference, histogramDistance }) => [lumaDifference, histogramDistance]),
    );
    for (const row of textOf("out.csv")) {
      expect([row.figure_pixels, row.min_reliability]).toEqual(["reliable", "0.05"]);
    }
  });

  it("over pixels of another reliability, and over all", () => {
    const reliable = (...args: readonly string[]) => {
      const short = ["analyze", "movie.mp4", "--csv", "x1.csv", "--end", "4", "--preset", "fast", "--json"];
      const summary = commandLine.json([...short, ...args]);
      const columns = ["reliable_pixels", "reliable_share", "mean_speed"];
      return { summary, rows: tableOf("x1.csv", columns), text: textOf("x1.csv") };
    };
    const usual = reliable();
    const strict = reliable("--min-reliability", "0.9");
    const all = reliable("--min-reliability", "0.9", "--all-pixels");
    for (let k = 0; k < 5; k++) {
      expect(strict.rows[k][0]).toBeLessThan(usual.rows[k][0]);
      expect(all.rows[k].slice(0, 2)).toEqual(strict.rows[k].slice(0, 2));
      expect(all.rows[k][2]).not.toBe(strict.rows[k][2]);
    }
    expect(strict.text[0]).toMatchObject({ figure_pixels: "reliable", min_reliability: "0.9" });
    expect(all.text[0]).toMatchObject({ figure_pixels: "all", min_reliability: "0.9" });
    expect(all.summary).toMatchObject({ figurePixels: "all", minimumReliability: 0.9 });
    rmSync(join(folder, "x1.csv"));
  });

  it("does what --prepare says to the frames before, and tells it", async () => {
    makeFlickering(folder, ffmpeg);
    const analyze = ["analyze", "flickering.mkv", "--json", "--all-pixels"];
    const read = (...args: readonly string[]) =>
      commandLine.json([...analyze, ...args]) as { meanSpeed: number; prepare: string };
    const [plain, even] = [read(), read("--prepare", "flicker")];
    expect(plain.prepare).toBe("");
    expect(plain.meanSpeed).toBeGreaterThan(0.1);
    expect(even.prepare).toBe("flicker");
    expect(even.meanSpeed).toBeLessThan(0.021);
    const all = read(
      "--prepare",
      "smooth,highpass=9,clahe=8,cap,background=mean:0-5",
      "--csv",
      "prepared.csv",
    );
    expect(all.prepare).toBe("background=mean:0-5,cap=2,clahe=8:3,highpass=9,smooth=1");
    expect(textOf("prepared.csv")).toHaveLength(FLICKERING.frames);
    rmSync(join(folder, "prepared.csv"));
    await expectRefusal(
      [...analyze, "--prepare", "flicker,blur"],
      /"blur" is no stage of --prepare; there are flicker/,
    );
    await expectRefusal([...analyze, "--prepare", "background=min:3-12"], /The range 3 to 12|range.*3.*12/);
    await expectRefusal(
      ["flow", "a.png", "b.png", "--json", "--prepare", "background=min"],
      /Two images have no background/,
    );
  });

  it("a range, under the other spelling, with a summary as JSON", () => {
    const args = [
      "analyse",
      "movie.mp4",
      "--csv",
      "range.csv",
      "--start",
      "10",
      "--end",
      "19",
      "--threads",
      "1",
    ];
    const summary = commandLine.json([...args, "--preset", "fast", "--json"]);
    const table = tableOf("range.csv", ["frame", "mean_speed", "p95_speed", "max_speed"]);
    expect(table.map(([frame]) => frame)).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
    const mean = (column: number) => table.reduce((sum, row) => sum + row[column], 0) / table.length;
    expect(summary).toMatchObject({
      ...{ csv: join(folder, "range.csv"), start: 10, end: 19, frames: 10, framesWithFlow: 10 },
      ...{ method: "dense-pyramidal", preset: "fast", threads: 1, deinterlace: false },
      meanSpeed: expect.closeTo(mean(1), 10),
      p95Speed: expect.closeTo(mean(2), 10),
      maxSpeed: Math.max(...table.map((row) => row[3])),
      seconds: expect.any(Number),
      framesPerSecond: expect.any(Number),
      peakBytes: { process: expect.any(Number) },
    });
  });

  it("leaves out what is across a cut, which is found, and can be named", () => {
    const two = makeMovie(folder, "two.mp4", {
      seconds: 1,
      args: [
        ...["-f", "lavfi", "-i", "smptebars=s=160x120:r=25:d=1", "-filter_complex", "[0][1]concat=n=2"],
        ...["-c:v", "libx264", "-pix_fmt", "yuv420p"],
      ],
    });
    const args = ["analyze", two, "--csv", "two.csv", "--method", "lucas-kanade", "--json"];
    const across = (extra: readonly string[]) => {
      const summary = commandLine.json([...args, ...extra]);
      const rows = textOf("two.csv").filter(({ cut }) => cut === "1");
      const cuts = rows.map(({ frame }) => Number(frame) + 1);
      expect(summary).toMatchObject({ cuts });
      // No motion; costs, and how much the picture changes, there are.
      for (const row of rows) {
        for (const column of COLUMNS.slice(3, 14)) expect(row[column], column).toBe("");
        for (const column of COLUMNS.slice(14)) expect(row[column], column).not.toBe("");
      }
      return cuts;
    };
    expect(across([])).toEqual([25]);
    expect(across(["--cuts", "10, 40"])).toEqual([10, 25, 40]);
    expect(across(["--cuts", "10", "--no-cuts"])).toEqual([10]);
    // At the very end of a range.
    expect(across(["--end", "24"])).toEqual([25]);
  });

  it("the summary alone, of a frame that has no flow", () => {
    const summary = commandLine.json(["analyze", "movie.mp4", "--start", "49", "--json"]);
    expect(summary).toMatchObject({
      csv: null,
      frames: 1,
      framesWithFlow: 0,
      meanSpeed: null,
      maxSpeed: null,
    });
  });

  mkdirSync(join(folder, "folder.csv"));
  linkSync(movie, join(folder, "link.csv"));
  it.for([
    [["analyze"], /takes one movie/],
    [["analyze", "movie.mp4"], /Where to\?/],
    [["analyze", "movie.mp4", "--csv", "x.csv", "--start", "50"], /--start has to be .* from 0 to 49/],
    [
      ["analyze", "movie.mp4", "--csv", "x.csv", "--start", "9", "--end", "3"],
      /--end has to be .* from 9 on/,
    ],
    [["analyze", "movie.mp4", "--csv", "x.csv", "--method", "magic"], /--method has to be one of/],
    [["analyze", "movie.mp4", "--csv", "x.csv", "--threads", "0"], /--threads/],
    [
      ["analyze", "movie.mp4", "--csv", "x.csv", "--min-reliability", "1"],
      /--min-reliability has to be .* 0\.99/,
    ],
    [["analyze", "movie.mp4", "--csv", "x.csv", "--cuts", "0"], /--cuts takes frames from 1 on/],
    [["analyze", "movie.mp4", "--csv", "x.csv", "--cuts", "9,x"], /"x" is none/],
    [["analyze", "movie.mp4", "--csv", "x.txt"], /ends in \.csv, not "x\.txt"/],
    [["analyze", "missing.mp4", "--csv", "x.csv"], /does not exist/],
    [["analyze", "movie.mp4", "--csv", "movie.mp4"], /table would replace the movie itself/],
    [["analyze", "movie.mp4", "--csv", "link.csv"], /table would replace the movie itself/],
    [["analyze", "movie.mp4", "--csv", "folder.csv"], /is no file has that name/],
    [["analyze", "movie.mp4", "--csv", "nowhere/x.csv"], /choose another folder for the table/],
  ] as const)("%j gets one sentence", async ([args, message]) => {
    await expectRefusal(args, message);
    expect([existsSync(join(folder, "x.csv")), leftovers()]).toEqual([false, []]);
  });

  it.skipIf(process.platform === "win32")("a full disk", () => {
    // The table is written by this process alone, so its own limit stands for the disk's.
    const { status, stdout, stderr } = commandLine.shell(`trap '' XFSZ; ulimit -f 1; exec "$0" "$@"`, [
      "analyze",
      "movie.mp4",
      "--csv",
      "x.csv",
      "--method",
      "lucas-kanade",
    ]);
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/^kinoflow: The disk is full: x\.csv could not be written[^\n]+\.\n$/);
    expect([existsSync(join(folder, "x.csv")), leftovers()]).toEqual([false, []]);
  });

  it("Ctrl+C half-way: nothing is left, and the exit code says so", async () => {
    const long = makeMovie(folder, "long.mp4", {
      size: "640x480",
      seconds: 10,
      args: ["-c:v", "libx264", "-preset", "ultrafast"],
    });
    const args = ["analyze", long, "--csv", "x.csv", "--preset", "accurate"];
    const child = spawn(process.execPath, [CLI, ...args], { cwd: folder });
    await expect.poll(leftovers, { timeout: 20_000, interval: 20 }).toHaveLength(1);
    const code = new Promise((done) => child.once("exit", done));
    child.kill("SIGINT");
    expect(await code).toBe(130);
    expect([existsSync(join(folder, "x.csv")), leftovers()]).toEqual([false, []]);
  });
});
