import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../testing/movies";
import { noticeNames, noticesOf, readValues } from "../../testing/paged-files";
import { type TiffLayout, writeTiff } from "../../testing/tiff-writer";
import { summariseTiff } from "./open-tiff";
import type { TiffFile } from "./tiff-file";
import { tiffFormat } from "./tiff-format";
import { xmlElements } from "./xml-elements";

const folder = temporaryFolder();
let made = 0;

/** A file whose page n has the values n, n + 1, ... */
function write(pages: number, layout: Partial<TiffLayout>, name = `${made++}.tif`): string {
  const picture = (page: number) => ({
    width: 3,
    height: 2,
    values: [0, 1, 2, 3, 4, 5].map((k) => page + k),
  });
  const path = join(folder, name);
  writeFileSync(
    path,
    writeTiff(
      Array.from({ length: pages }, (_, k) => picture(k)),
      { bits: 16, ...layout },
    ).bytes,
  );
  return path;
}

/** Numbers of the pages that frames show; null for missing ones. */
async function pagesShown(path: string, track?: number) {
  const file = await tiffFormat.open(path, track === undefined ? {} : { track });
  await file.listed;
  const pages: (number | null)[] = [];
  for (let frame = 0; frame < file.pageCount; frame++) {
    pages.push(
      await readValues(file, frame).then(
        ([first]) => first,
        () => null,
      ),
    );
  }
  await file.close();
  return { file, pages, labels: file.tracks.map(({ label }) => label), notices: noticeNames(file) };
}

function imageJ(lines: readonly string[]): string {
  return ["ImageJ=1.54f", ...lines, ""].join("\n");
}

describe("ImageJ's descriptions", () => {
  it("channels and slices are chosen, the first one fastest", async () => {
    const description = imageJ(["images=12", "channels=2", "slices=3", "frames=2", "hyperstack=true"]);
    for (const oneDirectory of [false, true]) {
      const path = write(12, { description, oneDirectory });
      const first = await pagesShown(path);
      expect(first.labels).toEqual([
        ...["channel 1, z 1", "channel 1, z 2", "channel 1, z 3"],
        ...["channel 2, z 1", "channel 2, z 2", "channel 2, z 3"],
      ]);
      expect([first.pages, first.notices]).toEqual([[0, 6], ["tiffChannelsAndDepths"]]);
      expect(noticesOf(first.file)).toEqual([
        "The file holds 2 channels and 3 depths (z); channel 1 at z 1 is shown.",
      ]);
      expect((await pagesShown(path, 4)).pages).toEqual([3, 9]);
    }
  });

  it("slices without times are frames, and that is said", async () => {
    const path = write(5, { description: imageJ(["images=5", "slices=5", "finterval=2"]) });
    const { pages, notices, file } = await pagesShown(path);
    expect([pages, notices]).toEqual([[0, 1, 2, 3, 4], ["tiffDepthsAsFrames"]]);
    expect(file.timing).toEqual({ kind: "unknown" });
  });

  it("the interval, or else the speed of playing, and the size of a pixel", async () => {
    const timing = async (...lines: string[]) => {
      const path = write(2, { description: imageJ(["images=2", "frames=2", ...lines]), resolution: [4, 2] });
      const { file } = await pagesShown(path);
      return [file.timing, file.pixelSize, file.pixelAspect, noticesOf(file)];
    };
    const said = (seconds: number) =>
      `The time between frames, ${seconds} s, is what ImageJ wrote into the file.`;
    const rate = (framesPerSecond: number) => ({ kind: "rate", framesPerSecond });
    expect(await timing("finterval=0.5", "fps=7")).toEqual([rate(2), null, 0.5, [said(0.5)]]);
    expect(await timing("finterval=40", "tunit=ms")).toEqual([rate(25), null, 0.5, [said(0.04)]]);
    expect(await timing("fps=7")).toEqual([rate(7), null, 0.5, [said(0.142857)]]);
    const size = "The size of a pixel, 0.25 × 0.5 µm, is what ImageJ wrote into the file.";
    for (const unit of ["micron", "um", "\\u00B5m", "\u00b5m"]) {
      expect(await timing(`unit=${unit}`)).toEqual([{ kind: "unknown" }, { x: 0.25, y: 0.5 }, 0.5, [size]]);
    }
    expect((await timing("unit=nm"))[1]).toEqual({ x: 0.00025, y: 0.0005 });
    expect((await timing("unit=pixel"))[1]).toBeNull();
  });

  it("the size of a pixel by the resolution, where no printer has such a one", async () => {
    const sizeBy = async (perUnit: number, unit: number) => {
      const tags = [{ tag: 296, type: 3, values: [unit] }] as const;
      const { file } = await pagesShown(write(1, { resolution: [perUnit, perUnit], tags }));
      return [file.pixelSize, noticesOf(file)];
    };
    const said = "The size of a pixel, 0.5 × 0.5 µm, is that of the resolution in the file.";
    expect(await sizeBy(20_000, 3)).toEqual([{ x: 0.5, y: 0.5 }, [said]]);
    expect(await sizeBy(50_800, 2)).toEqual([{ x: 0.5, y: 0.5 }, [said]]);
    // 1200 dots an inch are 21 µm; without a unit a resolution is a shape.
    expect(await sizeBy(1200, 2)).toEqual([null, []]);
    expect(await sizeBy(20_000, 1)).toEqual([null, []]);
  });

  it("a micro sign in Latin-1", async () => {
    const description = Buffer.from(imageJ(["images=2", "unit=\u00b5m"]), "latin1");
    const { file } = await pagesShown(write(2, { description, resolution: [2, 2] }));
    expect(file.pixelSize).toEqual({ x: 0.5, y: 0.5 });
  });

  it("one directory and images behind it, in both orders of bytes; a file that ends early", async () => {
    for (const bigEndian of [false, true]) {
      const layout = { description: imageJ(["images=7"]), oneDirectory: true, bigEndian };
      const path = write(7, layout);
      expect(await pagesShown(path)).toMatchObject({ pages: [0, 1, 2, 3, 4, 5, 6], notices: [] });
      const whole = writeTiff(
        [0, 1, 2].map(() => ({ width: 3, height: 2, values: [9, 9, 9, 9, 9, 9] })),
        { bits: 16, ...layout },
      );
      const cut = join(folder, `${made++}.tif`);
      writeFileSync(cut, whole.bytes.subarray(0, -2));
      const { pages, notices, file } = await pagesShown(cut);
      expect([pages, notices]).toEqual([[9, 9, null], ["tiffCutOff"]]);
      expect(noticesOf(file)).toEqual([
        "The file speaks of 7 images and has 2; it is cut off, or still being written.",
      ]);
    }
  });

  it("numbers of images that cannot be are said and not followed", async () => {
    const counts = [
      [["images=3", "channels=2", "slices=2"], ["tiffUnclear"]],
      [["images=3", "frames=1000000000000"], ["tiffUnclear"]],
      [["images=1e300", "frames=1e300"], ["tiffUnclear"]],
      [["images=4000000000", "frames=4000000000"], ["tiffCutOff"]],
      [["images=4000000000", "channels=4000000000"], ["tiffUnclear"]],
      [["images=-3", "frames=x", "slices=0"], ["tiffUnclear"]],
      [["slices=9"], []],
      [["images=2", "frames=2"], ["tiffMorePages"]],
    ] as const;
    for (const [lines, expected] of counts) {
      const { pages, notices } = await pagesShown(write(3, { description: imageJ(lines) }));
      expect([pages, notices]).toEqual([expected[0] === "tiffMorePages" ? [0, 1] : [0, 1, 2], expected]);
    }
  });
});

function ome(pixels: string, inside: string, root = ""): string {
  return `<?xml version="1.0" encoding="UTF-8"?><!-- <Pixels SizeT="9"> --><OME xmlns="http://x" ${root}><Image ID="Image:0" Name="A &amp; B"><Pixels ${pixels}>${inside}</Pixels></Image></OME>`;
}

describe("OME-XML", () => {
  it.for([
    ["XYCZT", (c: number, z: number, t: number) => c + 2 * (z + 3 * t)],
    ["XYZCT", (c: number, z: number, t: number) => z + 3 * (c + 2 * t)],
    ["XYTZC", (c: number, z: number, t: number) => t + 2 * (z + 3 * c)],
    ["XYTCZ", (c: number, z: number, t: number) => t + 2 * (c + 2 * z)],
  ] as const)("planes in the order %s", async ([order, page]) => {
    const channels = '<Channel Name="DAPI"/><Channel/>';
    for (const data of ["<TiffData/>", "", '<TiffData IFD="0" PlaneCount="12"/>']) {
      const description = ome(`DimensionOrder="${order}" SizeC="2" SizeZ="3" SizeT="2"`, channels + data);
      const path = write(12, { description });
      for (const [c, z] of [
        [0, 0],
        [1, 0],
        [1, 2],
      ]) {
        const { pages, labels, notices } = await pagesShown(path, 3 * c + z);
        expect([pages, notices]).toEqual([[page(c, z, 0), page(c, z, 1)], ["tiffChannelsAndDepths"]]);
        expect([labels[1], labels[5]]).toEqual(["channel 1 (DAPI), z 2", "channel 2, z 3"]);
      }
    }
  });

  it("directories as TiffData says, in any order; frames that have none are marked", async () => {
    const data = [4, 0, null, 1].map((ifd, t) =>
      ifd === null ? "" : `<TiffData IFD="${ifd}" FirstT="${t}"/>`,
    );
    const sizes = 'DimensionOrder="XYZCT" SizeC="1" SizeZ="1"';
    const path = write(5, { description: ome(`${sizes} SizeT="6"`, data.join("")) });
    expect((await pagesShown(path)).pages).toEqual([4, 0, null, 1]);
  });

  it("interval, size of a pixel and bits that mean something, in all units", async () => {
    const description = ome(
      'SizeT="2" TimeIncrement="50" TimeIncrementUnit="ms" PhysicalSizeX="650" PhysicalSizeXUnit="nm" PhysicalSizeY="0.325" SignificantBits="12"',
      "",
    );
    const { file } = await pagesShown(write(2, { description }));
    expect(file.timing).toEqual({ kind: "rate", framesPerSecond: 20 });
    expect(file.pixelSize).toEqual({ x: 0.65, y: 0.325 });
    expect(file.samples).toEqual({ channels: 1, bits: 16, depth: 12 });
    expect(file.pixelAspect).toBe(2);
    expect(noticesOf(file)).toEqual([
      "The time between frames, 0.05 s, is what OME wrote into the file.",
      "The size of a pixel, 0.65 × 0.325 µm, is what OME wrote into the file.",
    ]);
  });

  it("times of the planes go before the interval, where they are all there and rise", async () => {
    const plane = (t: number, delta: number) =>
      `<Plane TheC="0" TheZ="0" TheT="${t}" DeltaT="${delta}" DeltaTUnit="ms"/>`;
    const timing = async (...deltas: number[]) => {
      const description = ome(
        'SizeT="3" TimeIncrement="1"',
        deltas.map((delta, t) => plane(t, delta)).join(""),
      );
      return (await pagesShown(write(3, { description }))).file.timing;
    };
    expect(await timing(100, 250, 1000)).toEqual({ kind: "times", seconds: Float64Array.of(0.1, 0.25, 1) });
    for (const deltas of [
      [100, 250],
      [100, 50, 1000],
      [0, 0, 0],
    ]) {
      expect(await timing(...deltas)).toEqual({ kind: "rate", framesPerSecond: 1 });
    }
  });

  it("colours are one channel", async () => {
    const description = ome('SizeC="3" SizeT="2"', '<Channel SamplesPerPixel="3"/><TiffData/>');
    const rgb = { width: 1, height: 1, samples: 3, values: [1, 2, 3] };
    const path = join(folder, `${made++}.tif`);
    writeFileSync(path, writeTiff([rgb, rgb], { bits: 8, description }).bytes);
    const { pages, labels, notices } = await pagesShown(path);
    expect([pages, labels, notices]).toEqual([[1, 1], [""], []]);
  });

  it("of a recording in several files, the planes of this one, and a word on the others", async () => {
    const data = (t: number, ifd: number, file: string) =>
      `<TiffData IFD="${ifd}" FirstT="${t}" PlaneCount="1"><UUID FileName="${file}">urn:uuid:${file}</UUID></TiffData>`;
    const planes = [
      data(0, 0, "a.ome.tif"),
      data(1, 1, "a.ome.tif"),
      data(2, 0, "b.ome.tif"),
      data(3, 1, "b.ome.tif"),
    ];
    const deltas = [0, 1, 5, 7].map((delta, t) => `<Plane TheC="0" TheZ="0" TheT="${t}" DeltaT="${delta}"/>`);
    const description = ome('SizeT="4"', planes.join("") + deltas.join(""), 'UUID="urn:uuid:b.ome.tif"');
    const { pages, notices, file } = await pagesShown(write(2, { description }, "renamed.ome.tif"));
    expect([pages, notices]).toEqual([
      [0, 1],
      ["tiffElsewhere", "tiffTimes"],
    ]);
    expect(file.timing).toEqual({ kind: "times", seconds: Float64Array.of(5, 7) });
    expect(noticesOf(file)[0]).toBe(
      "Of this recording 2 images are in other files; only those of this file are shown.",
    );
  });

  it("several recordings are chosen", async () => {
    const image = (name: string, ifd: number) =>
      `<Image Name="${name}"><Pixels SizeT="2"><TiffData IFD="${ifd}" PlaneCount="2"/></Pixels></Image>`;
    const path = write(4, { description: `<OME>${image("first", 0)}${image("", 2)}</OME>` });
    expect(await pagesShown(path)).toMatchObject({
      ...{ pages: [0, 1], labels: ["first", "series 2"], notices: ["tiffSeries"] },
    });
    expect((await pagesShown(path, 1)).pages).toEqual([2, 3]);
  });

  it("what cannot be followed is said, and pages are shown in their order", async () => {
    for (const description of [
      ome('SizeT="1000000000"', ""),
      ome('SizeT="-1"', ""),
      ome('SizeC="x"', ""),
      ome('DimensionOrder="TZCXY"', ""),
      '<OME><BinaryOnly MetadataFile="a.companion.ome"/></OME>',
      '<OME><Image><Pixels SizeT="3',
    ]) {
      expect(await pagesShown(write(3, { description }))).toMatchObject({
        pages: [0, 1, 2],
        notices: ["tiffUnclear"],
      });
    }
    const long = await pagesShown(write(3, { description: ome('SizeT="10"', "") }));
    expect([long.pages, long.notices]).toEqual([[0, 1, 2], ["tiffCutOff"]]);
  });

  it("elements are read in one pass, whatever is in them", () => {
    const text = `<a:b c:d='1 > 2' e="&lt;&#181;&#x6d;&nope;">text &amp; more<!-- <x> --><y/></a:b><z f="open`;
    expect([...xmlElements(text)].map((event) => (event.kind === "end" ? `/${event.name}` : event))).toEqual([
      {
        kind: "start",
        name: "b",
        attributes: new Map([
          ["d", "1 > 2"],
          ["e", "<\u00b5m&nope;"],
        ]),
        text: "text & more",
        closed: false,
      },
      { kind: "start", name: "y", attributes: new Map(), text: "", closed: true },
      "/y",
      "/b",
    ]);
    // Would take hours if time grew with the square of the length.
    expect([...xmlElements("<a b=".repeat(400_000))]).toEqual([]);
    expect([...xmlElements(`${"<a ".repeat(400_000)}>`)]).toHaveLength(1);
  });
});

describe("tifffile's descriptions", () => {
  it("a shape whose pages have one directory", async () => {
    const layout = { description: '{"truncated": true, "shape": [5, 2, 3]}', oneDirectory: true };
    expect(await pagesShown(write(5, layout))).toMatchObject({ pages: [0, 1, 2, 3, 4], notices: [] });
  });

  it("axes are channels and depths to choose", async () => {
    const path = write(12, { description: '{"axes": "TZCYX", "shape": [2, 3, 2, 2, 3]}' });
    expect((await pagesShown(path, 4)).pages).toEqual([3, 9]);
    const unknown = write(4, { description: '{"axes": "QRYX", "shape": [2, 2, 2, 3]}' });
    expect(await pagesShown(unknown)).toMatchObject({ pages: [0, 1, 2, 3], notices: [], labels: [""] });
  });
});

describe("other facts", () => {
  it("bits of a camera by MaxSampleValue, where that is a camera's", async () => {
    const depth = async (greatest: number) => {
      const file = await tiffFormat.open(write(1, { tags: [{ tag: 281, type: 3, values: [greatest] }] }), {});
      await file.close();
      return file.samples.depth;
    };
    expect([await depth(4095), await depth(3000), await depth(255), await depth(65_535)]).toEqual([
      12, 16, 16, 16,
    ]);
  });

  it("the summary tells single pictures from stacks, and what cannot be read", async () => {
    const summary = async (path: string) => {
      const { severalPages, refusal } = await summariseTiff(path);
      return [severalPages, refusal === null];
    };
    expect(await summary(write(1, {}))).toEqual([false, true]);
    expect(await summary(write(3, {}))).toEqual([true, true]);
    expect(await summary(write(3, { oneDirectory: true, description: imageJ(["images=3"]) }))).toEqual([
      true,
      true,
    ]);
    const jpeg = { tags: [{ tag: 259, type: 3, values: [7] }] } as const;
    expect(await summary(write(1, jpeg))).toEqual([false, false]);
    expect(await summary(write(3, jpeg))).toEqual([true, false]);
  });

  it("smaller pictures of other pages are no frames", async () => {
    const small = { width: 1, height: 1, values: [7] };
    const large = { width: 2, height: 1, values: [1, 2] };
    const path = join(folder, `${made++}.tif`);
    const { bytes, directories } = writeTiff([small, large, small, large], {
      ...{ bits: 8, tags: [{ tag: 254, type: 4, values: [0] }] },
    });
    for (const k of [0, 2]) bytes.writeUInt32LE(1, directories[k] + 2 + 8);
    writeFileSync(path, bytes);
    const { pages, notices, file } = await pagesShown(path);
    expect([file.width, pages, notices]).toEqual([2, [1, 1], ["tiffLeftOut"]]);
  });

  it("the codec is named, and the file is closed while it is being listed", async () => {
    const path = write(2000, { compression: "lzw", big: true });
    const file: TiffFile = (await tiffFormat.open(path, {})) as TiffFile;
    expect(file.codec).toBe("BigTIFF, LZW");
    await file.close();
    const other = await tiffFormat.open(write(2, {}), {});
    expect(other.codec).toBe("TIFF");
    await other.close();
  });

  it("opening is cancelled", async () => {
    const path = write(2, {});
    await expect(tiffFormat.open(path, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: "cancelled",
    });
  });
});
