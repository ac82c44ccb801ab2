import { copyFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openMovie } from "../engine/recordings/movie/movie";
import { openRecording } from "../engine/recordings/open-recording";
import { makeMovie, temporaryFolder, tools } from "../engine/testing/movies";
import { writeTiff } from "../engine/testing/tiff-writer";
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
    validation: {
      speedLimits: { minU: -5, maxU: 5.5, minV: -1, maxV: 0 },
      medianTest: { threshold: 2, epsilon: 0.1, neighbourhood: 5 },
      forwardBackward: 0.5,
      replace: "median",
    },
  };
  expect(await service("kept").read(movie)).toEqual(NO_MARKS);
  await service("kept").keep(movie, marks);

  const copy = join(folder, "another name.mkv");
  copyFileSync(path, copy);
  expect(await service("kept").read(await openMovie(tools, copy))).toEqual(marks);

  const [file] = readdirSync(join(folder, "kept"));
  for (const unreadable of ['{"lines": [{"points": []}]}', '{"of a newer app": 1}', "{"]) {
    writeFileSync(join(folder, "kept", file), unreadable);
    const again = service("kept");
    expect(await again.read(movie)).toEqual(NO_MARKS);
    expect(readdirSync(join(folder, "kept"))).toContain(file);
    // What nobody can read here is there for who can, before and after other marks are kept.
    expect(readFileSync(join(folder, "kept", file), "utf8")).toBe(unreadable);
    for (const camera of ["shift", "homography"] as const) await again.keep(movie, { ...NO_MARKS, camera });
    const aside = readdirSync(join(folder, "kept")).filter((name) => name.includes(".unreadable"));
    expect(aside.map((name) => readFileSync(join(folder, "kept", name), "utf8"))).toContain(unreadable);
    expect((await again.read(movie)).camera).toBe("homography");
  }
  expect(readdirSync(join(folder, "kept"))).toHaveLength(4);
});

it("begins with the size of a pixel that the file says, until somebody else's are kept", async () => {
  const path = join(folder, "cells.ome.tif");
  const page = { width: 3, height: 2, values: [0, 1, 2, 3, 4, 5] };
  const description =
    '<OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06"><Image ID="Image:0"><Pixels ID="Pixels:0" ' +
    'DimensionOrder="XYZCT" Type="uint16" SizeX="3" SizeY="2" SizeZ="1" SizeC="1" SizeT="2" PhysicalSizeX="650" ' +
    'PhysicalSizeXUnit="nm" PhysicalSizeY="0.65"><TiffData/></Pixels></Image></OME>';
  writeFileSync(path, writeTiff([page, page], { bits: 16, description }).bytes);
  const recording = await openRecording(tools, path);
  const pixel = { value: 0.65, unit: "µm" };
  expect(recording.info.pixelSize).toEqual(pixel);
  const marks = service("said");
  const said = await marks.read(recording);
  expect(said).toEqual({ ...NO_MARKS, calibration: { ...NO_MARKS.calibration, pixel } });

  // Who goes back to pixels has them the next time too.
  await marks.keep(recording, NO_MARKS);
  expect(await marks.read(recording)).toEqual(NO_MARKS);
  recording.close();
});
