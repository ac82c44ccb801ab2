import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { OpenRecordingOptions } from "../recordings/open-recording";
import { cineFile } from "./cine-file";
import { REPORTED_MOTION } from "./moving-noise";
import { norpixFile } from "./recorder-files";
import {
  atTimes,
  encode,
  grey,
  noise,
  pictures,
  png,
  retime,
  tiff,
  together,
  ultrasound,
  webpAnimation,
  withRate,
  write,
} from "./reported-files";
import { withoutTiming } from "./untimed-h264";

/** A recording of a kind that people reported, and what has to be found in it. */
export interface Reported {
  /** Makes the recording, and returns its path. */
  readonly make: () => string;
  readonly options?: OpenRecordingOptions;
  readonly frames: number;
  readonly rate: number;
  readonly variable?: boolean;
  /** Seconds of each frame; those of the rate where nothing is said. */
  readonly times?: readonly number[];
  /** Names of the notices. */
  readonly says: readonly string[];
  /** Further facts. */
  readonly info?: object;
  /** In px/frame, 2.69 where nothing is said; null where it is not that of the whole picture. */
  readonly speed?: number | null;
  /** Frames whose flow is right; all but the last one where nothing is said. */
  readonly right?: readonly number[];
}

/**
 * Those that open as any other, by their kinds.
 *
 * @param folder in which they are made, in this order
 */
export function reportedRecordings(folder: string): Readonly<Record<string, Reported>> {
  const ten = noise(10);
  const six = noise(6);
  const eight = grey(ten);
  const FFV1 = ["-c:v", "ffv1"];
  const X264 = ["-pix_fmt", "yuv420p", "-c:v", "libx264", "-crf", "14", "-bf", "0", "-g", "10"];
  const numbered = (k: number): string => `f${String(k).padStart(3, "0")}`;
  const PICTURES = { frames: 10, rate: 25, says: ["rateAssumed"] } as const;
  const DELAYS = [100, 40, 500, 20, 70, 1000];
  const TICKS = ["-enc_time_base", "1:1000"];
  const SHOWN_AT = [0, 0.1, 0.14, 0.64, 0.66, 0.73];

  /** Numbered TIFF pictures of 16 bits whose values lie between two numbers. */
  function deep(name: string, from: number, to: number): Reported {
    const files = grey(ten, 16, from, to).map((frame) => tiff([frame], { bits: 16 }));
    return { ...PICTURES, make: () => pictures(folder, name, files, (k) => `${numbered(k)}.tif`) };
  }

  /** A container that states a rate. */
  function stated(name: string, rate: number, args: readonly string[]): Reported {
    return { make: () => encode(folder, name, { frames: eight, rate, args }), frames: 10, rate, says: [] };
  }

  function named(name: string, nameOf: (k: number) => string): Pick<Reported, "make" | "frames"> {
    return {
      make: () =>
        pictures(
          folder,
          name,
          grey(six).map((frame) => png(frame)),
          nameOf,
        ),
      frames: 6,
    };
  }

  const IMAGEJ = "ImageJ=1.54f\nimages=10\nframes=10\nfinterval=0.1\nunit=\nloop=false\n";
  const OME =
    '<?xml version="1.0" encoding="UTF-8"?><OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06"><Image ID="Image:0"><Pixels ID="Pixels:0" DimensionOrder="XYCZT" Type="uint8" SizeX="160" SizeY="120" SizeC="1" SizeZ="1" SizeT="10"><Channel ID="Channel:0:0" SamplesPerPixel="1"/><TiffData IFD="0" PlaneCount="10"/></Pixels></Image></OME>';

  return {
    "8-bit pictures": {
      ...PICTURES,
      make: () =>
        pictures(
          folder,
          "bits8",
          eight.map((frame) => png(frame)),
          (k) => `${numbered(k)}.png`,
        ),
    },
    "12 bits in 16-bit TIFF": deep("bits12_in16", 0, 4095),
    "10 bits in 16-bit TIFF": deep("bits10_in16", 0, 1023),
    "counts of 100 to 600, as of fluorescence": deep("dim_in16", 100, 600),
    "16-bit TIFF": deep("bits16_full", 0, 65_535),
    "16-bit PNG": {
      ...PICTURES,
      make: () =>
        pictures(
          folder,
          "png16",
          grey(ten, 16).map((frame) => png(frame, "gray16le", ["-pix_fmt", "gray16be"])),
          (k) => `${numbered(k)}.png`,
        ),
    },
    "10 bits in 16 as FFV1": {
      make: () =>
        encode(folder, "ir10in16.mkv", {
          frames: grey(ten, 16, 0, 1023),
          pixels: "gray16le",
          rate: 30,
          args: FFV1,
        }),
      ...{ frames: 10, rate: 30, says: [] },
    },
    "a TIFF stack": {
      make: () => write(folder, "stack8.tif", tiff(eight, { bits: 8 })),
      ...{ frames: 10, rate: 25, says: ["pageRateAssumed"] },
    },
    "ImageJ's TIFF stack": {
      make: () =>
        write(
          folder,
          "stack_imagej16.tif",
          tiff(grey(ten, 16), { bits: 16, bigEndian: true, description: IMAGEJ }),
        ),
      ...{ frames: 10, rate: 10, says: ["tiffInterval"] },
    },
    "an OME-TIFF stack": {
      make: () => write(folder, "stack001.ome.tif", tiff(eight, { bits: 8, description: OME })),
      ...{ frames: 10, rate: 25, says: ["pageRateAssumed"] },
    },
    "raw H.264 without a rate": {
      make: () => {
        const args = ["-pix_fmt", "yuv420p", "-c:v", "libx264", "-profile:v", "baseline", "-crf", "14"];
        const path = encode(folder, "timed.h264", { frames: eight, rate: 90, args });
        return write(folder, "pi90.h264", withoutTiming(readFileSync(path)));
      },
      ...{ frames: 10, rate: 25, says: ["rawRateAssumed"], info: { rates: { canChoose: true } } },
    },
    "raw H.264 with a rate that is said": {
      make: () => join(folder, "pi90.h264"),
      options: { sequenceRate: 90 },
      ...{ frames: 10, rate: 90, says: [] },
    },
    "raw MJPEG without a rate": {
      make: () =>
        encode(folder, "pi90.mjpeg", {
          frames: eight,
          args: ["-pix_fmt", "yuvj420p", "-c:v", "mjpeg", "-q:v", "2"],
        }),
      ...{ frames: 10, rate: 25, says: ["rawRateAssumed"] },
    },
    "raw MJPEG with a rate that is said": {
      make: () => join(folder, "pi90.mjpeg"),
      options: { sequenceRate: 90 },
      ...{ frames: 10, rate: 90, says: [] },
    },
    "an AVI with two dropped frames": {
      make: () => {
        const args = ["-pix_fmt", "yuv422p", "-c:v", "huffyuv"];
        const whole = encode(folder, "whole.avi", { frames: eight, args });
        return retime(folder, whole, "nullframes.avi", ["-bsf:v", "setts=ts=N+gte(N\\,4)+gte(N\\,9)"]);
      },
      ...{ frames: 10, rate: 25, variable: true, says: ["frameRateVaries"] },
      times: [0, 1, 2, 3, 5, 6, 7, 8, 9, 11].map((slot) => slot / 25),
    },
    "an AVI of 1/600 s": {
      make: () => {
        const whole = encode(folder, "slow.mkv", { frames: eight, rate: 5, args: X264 });
        const times = "h264_mp4toannexb,setts=ts=N*120:time_base=1/600";
        return retime(folder, whole, "pi600.avi", ["-bsf:v", times, "-r", "600"]);
      },
      ...{ frames: 10, rate: 5, says: [] },
    },
    "pairs of a double-frame camera": {
      make: () =>
        pictures(
          folder,
          "pairs",
          [10, 11, 12].flatMap((seed) => grey(noise(2, seed)).map((frame) => png(frame))),
          (k) => `B0000${1 + (k >> 1)}_${k % 2 === 0 ? "a" : "b"}.png`,
        ),
      ...{ frames: 6, rate: 25, says: ["rateAssumed", "picturesInPairs"], info: { layout: "pairs" } },
      right: [0, 2, 4],
    },
    "every tenth number": {
      ...named("step10", (k) => `t${String(10 * k).padStart(4, "0")}.png`),
      ...{ rate: 25, says: ["rateAssumed", "picturesByNumber"] },
    },
    "the number in the middle": {
      ...named("suffix", (k) => `run2_000${k}_cam1.png`),
      ...{ rate: 25, says: ["rateAssumed", "picturesByNumber"] },
    },
    "clock times": {
      ...named("stamps", (k) => `img_20240301_1200${String(7 * k).padStart(2, "0")}.png`),
      ...{ rate: 1 / 7, says: ["picturesByTime", "timesFromNames"] },
    },
    "the second of two tracks": {
      make: () => {
        const still = Array.from({ length: 10 }, () => grey(noise(1, 7))[0]);
        const colour = encode(folder, "colour.mkv", { frames: still, rate: 30, args: X264 });
        const frames = grey(ten, 16, 0, 1023);
        const infrared = encode(folder, "ir.mkv", { frames, pixels: "gray16le", rate: 30, args: FFV1 });
        return together(folder, [colour, infrared], "kinect_tracks.mkv");
      },
      options: { stream: 1 },
      ...{ frames: 10, rate: 30, says: ["tracks"] },
    },
    "the first of two tracks, which stands still": {
      make: () => join(folder, "kinect_tracks.mkv"),
      ...{ frames: 10, rate: 30, says: ["tracks"], speed: 0 },
    },
    "60 frames/s in milliseconds": stated("r60.mkv", 60, X264),
    "240 frames/s in milliseconds": stated("r240.mkv", 240, X264),
    "10,000 frames/s in MP4": stated("r10000.mp4", 10_000, [...X264, "-video_track_timescale", "10000"]),
    "10,000 frames/s in Matroska, whose ticks are milliseconds": {
      ...stated("r10000.mkv", 10_000, X264),
      rate: 1000,
      says: ["timesUnknown", "timesTooCoarse"],
      info: { rates: { canChoose: true } },
    },
    "10,000 frames/s in Matroska, which are said": {
      make: () => join(folder, "r10000.mkv"),
      options: { sequenceRate: 10_000 },
      ...{ frames: 10, rate: 10_000, says: ["timesUnknown"] },
    },
    "25,000 frames/s in AVI": {
      make: () => {
        const args = ["-pix_fmt", "yuvj420p", "-c:v", "mjpeg", "-q:v", "2"];
        return withRate(encode(folder, "r25000.avi", { frames: eight, rate: 25, args }), 25_000);
      },
      ...{ frames: 10, rate: 25_000, says: [] },
    },
    "a picture without bytes": {
      ...named("empty2", (k) => `e${numbered(k)}.png`),
      make: () => {
        const files = eight.slice(0, 8).map((frame, k) => (k === 3 ? Buffer.alloc(0) : png(frame)));
        return pictures(folder, "empty2", files, (k) => `e00${k}.png`);
      },
      ...{ frames: 8, rate: 25, says: ["rateAssumed", "picturesEmpty"], right: [0, 1, 4, 5, 6] },
    },
    "pictures that are cut off or empty": {
      make: () => {
        const files = grey(noise(12)).map((frame) => png(frame));
        const damaged = files.map((bytes, k) =>
          k === 5 ? bytes.subarray(0, Math.floor(bytes.length / 3)) : k === 9 ? Buffer.alloc(0) : bytes,
        );
        return pictures(folder, "holes", damaged, (k) => `c${String(k).padStart(3, "0")}.png`);
      },
      ...{ frames: 12, rate: 25, says: ["rateAssumed", "picturesEmpty"], right: [0, 1, 2, 3, 6, 7, 10] },
    },
    "pictures whose size changes": {
      make: () => {
        const files = grey(noise(12)).map((frame, k) =>
          png(frame, "gray", k < 6 ? [] : ["-vf", "scale=80:60:flags=bicubic"]),
        );
        return pictures(folder, "sizes", files, (k) => `s${String(k).padStart(3, "0")}.png`);
      },
      ...{ frames: 12, rate: 25, says: ["rateAssumed", "sizeChanges"], right: [0, 1, 2, 3, 4] },
    },
    "pictures of several kinds": {
      make: () => {
        const kinds = ["gray", "rgb24", "pal8", "gray16be"];
        const files = grey(noise(12)).map((frame, k) =>
          png(frame, "gray", ["-pix_fmt", kinds[(k >> 1) % 4]]),
        );
        return pictures(folder, "mixed", files, (k) => `plot${String(k).padStart(3, "0")}.png`);
      },
      ...{ frames: 12, rate: 25, says: ["rateAssumed"] },
    },
    "an ultrasound loop of 8 bits": {
      make: () => write(folder, "us8.dcm", ultrasound(eight, 8, 25)),
      ...{ frames: 10, rate: 40, says: [] },
    },
    "an ultrasound loop of 12 bits": {
      make: () => write(folder, "us12.dcm", ultrasound(grey(ten, 16, 0, 4095), 12, 25)),
      ...{ frames: 10, rate: 40, says: [] },
    },
    "an ultrasound loop without times": {
      make: () => write(folder, "us_notime.dcm", ultrasound(eight, 8, null)),
      ...{ frames: 10, rate: 25, says: ["pageRateAssumed"] },
    },
    "an animated WebP": {
      make: () => write(folder, "anim.webp", webpAnimation(grey(six), DELAYS)),
      ...{ frames: 6, rate: 5 / 0.73, variable: true, says: ["frameRateVaries"], times: SHOWN_AT },
    },
    "an animated GIF": {
      make: () =>
        encode(folder, "delays.gif", {
          frames: grey(six),
          args: [
            "-vf",
            atTimes(SHOWN_AT),
            "-fps_mode",
            "passthrough",
            ...TICKS,
            "-c:v",
            "gif",
            "-final_delay",
            "100",
          ],
        }),
      ...{ frames: 6, rate: 5 / 0.73, variable: true, says: ["frameRateVaries"], times: SHOWN_AT },
    },
    "an animated GIF of a disc over nothing": {
      make: () => {
        const disc = "geq=lum=200:cb=128:cr=128:a='255*lt(hypot(X-40-8*N,Y-50),20)'";
        const palette = `split[a][b];[a]palettegen=reserve_transparent=1[p];[b][p]paletteuse`;
        const filters = `${atTimes(SHOWN_AT)},format=yuva444p,${disc},format=rgba,${palette}`;
        const args = ["-filter_complex", filters, "-fps_mode", "passthrough", ...TICKS, "-c:v", "gif"];
        return encode(folder, "transparent.gif", {
          frames: grey(six),
          args: [...args, "-final_delay", "100"],
        });
      },
      ...{ frames: 6, rate: 5 / 0.73, variable: true, says: ["frameRateVaries"], times: SHOWN_AT },
      speed: null,
    },
    "a sequence in AVIF": {
      make: () =>
        encode(folder, "seq.avif", {
          frames: eight,
          rate: 20,
          args: ["-c:v", "libaom-av1", "-cpu-used", "8", "-crf", "10", "-pix_fmt", "yuv420p", "-f", "avif"],
        }),
      ...{ frames: 10, rate: 20, says: [] },
    },
    "a Phantom camera's 8 bits": {
      make: () =>
        write(
          folder,
          "phantom8.cine",
          cineFile({ ...REPORTED_MOTION, bits: 8, frames: eight, framesPerSecond: 10_000 }),
        ),
      ...{ frames: 10, rate: 10_000, says: [] },
    },
    "a Phantom camera's 12 bits": {
      make: () => {
        const frames = grey(ten, 16, 0, 4095);
        const bytes = cineFile({ ...REPORTED_MOTION, bits: 12, frames, framesPerSecond: 10_000 });
        return write(folder, "phantom12.cine", bytes);
      },
      ...{ frames: 10, rate: 10_000, says: [] },
    },
    "a Norpix sequence": {
      make: () => {
        const stamps = eight.map((_, k) => 2000 * k);
        const bytes = norpixFile({ ...REPORTED_MOTION, frames: eight, stamps, framesPerSecond: 500 });
        return write(folder, "norpix.seq", bytes);
      },
      ...{ frames: 10, rate: 500, says: [] },
    },
    "a raw recording": {
      make: () => write(folder, "take.bin", Buffer.concat([Buffer.alloc(100), ...grey(ten, 16, 0, 4095)])),
      options: {
        raw: {
          layout: {
            ...{ width: 160, height: 120, bits: 16, depth: 12, byteOrder: "little", channels: 1 },
            ...{ headerBytes: 100, gapBytes: 0, framesPerSecond: 500 },
          },
        },
      },
      ...{ frames: 10, rate: 500, says: [] },
    },
  };
}
