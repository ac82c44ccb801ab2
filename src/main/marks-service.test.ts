import { copyFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openMovie } from "../engine/recordings/movie/movie";
import { makeMovie, temporaryFolder, tools } from "../engine/testing/movies";
import { type Marks, NO_MARKS } from "../shared/marks/marks";
import { MarksService } from "./marks-service";
import { MovieContents } from "./movie-contents";

const folder = temporaryFolder();
const service = (name: string) => new MarksService(join(folder, name), new MovieContents());

it("keeps marks with the recording, by its content, and takes what is damaged for none", async () => {
  const path = makeMovie(folder, "first.mkv", { args: ["-c:v", "libx264"] });
  const movie = await openMovie(tools, path);
  const mark = { colour: "#f2a93b", note: "左" };
  const marks: Marks = {
    calibration: {
      pixel: { value: 0.02, unit: "mm" },
      axes: { origin: [3.5, 10], turn: 15, yUp: true },
    },
    regions: [
      { ...mark, id: "1", name: "hand", shape: { kind: "rectangle", x: 1, y: 2, width: 30.5, height: 40 } },
    ],
    lines: [
      {
        ...mark,
        id: "2",
        name: "line1",
        points: [
          [0, 0],
          [9.5, 12],
        ],
      },
    ],
    tracks: [{ ...mark, id: "3", name: "track1", anchors: [{ frame: 5, x: 3.25, y: 4 }] }],
    mask: [0, 5, 9],
    camera: "similarity",
  };
  expect(await service("kept").read(movie)).toEqual(NO_MARKS);
  await service("kept").keep(movie, marks);

  const copy = join(folder, "another name.mkv");
  copyFileSync(path, copy);
  expect(await service("kept").read(await openMovie(tools, copy))).toEqual(marks);

  const [file] = readdirSync(join(folder, "kept"));
  writeFileSync(join(folder, "kept", file), '{"lines": [{"points": []}]}');
  expect(await service("kept").read(movie)).toEqual(NO_MARKS);
});
