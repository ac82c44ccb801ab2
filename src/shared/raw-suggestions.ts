import { type RawLayout, rawFrameBytes, rawFrameCount } from "./raw-layout";

/** Sizes that cameras have: those of CCD and CMOS sensors for science and industry, thermal cameras, and video. */
const SIZES: readonly (readonly [number, number])[] = [
  [4096, 3072],
  [4096, 2160],
  [3840, 2160],
  [2592, 2048],
  [2560, 2160],
  [2560, 2048],
  [2560, 1600],
  [2448, 2048],
  [2304, 2304],
  [2048, 2048],
  [2048, 1536],
  [2048, 1088],
  [1936, 1216],
  [1920, 1200],
  [1920, 1080],
  [1600, 1200],
  [1440, 1080],
  [1392, 1040],
  [1376, 1040],
  [1344, 1024],
  [1280, 1024],
  [1280, 960],
  [1280, 800],
  [1280, 720],
  [1200, 1200],
  [1024, 1024],
  [1024, 768],
  [1004, 1002],
  [1002, 1004],
  [1000, 1000],
  [800, 600],
  [768, 576],
  [720, 576],
  [658, 496],
  [656, 492],
  [640, 512],
  [640, 480],
  [512, 512],
  [512, 384],
  [384, 288],
  [320, 256],
  [320, 240],
  [256, 256],
  [160, 120],
  [128, 128],
  [64, 64],
];
/** Bytes of headers that are usual. */
const HEADERS = [0, 512, 1024, 2048, 4096, 8192];
/** What the samples of a camera are like, the most usual ones first. */
const SAMPLES = [
  { bits: 8, channels: 1 },
  { bits: 16, channels: 1 },
  { bits: 8, channels: 3 },
] as const;
const MOST = 12;

/**
 * Layouts that a file of so many bytes fits without rest, at most twelve, the likeliest first: two frames or more, no header before
 * a header, large frames before small ones (a small frame fits many files by chance), grey before colour. A guess from the size alone.
 */
export function suggestRawLayouts(fileBytes: number): readonly RawLayout[] {
  const found: RawLayout[] = [];
  for (const headerBytes of HEADERS) {
    const fitting: RawLayout[] = [];
    for (const { bits, channels } of SAMPLES) {
      for (const [width, height] of SIZES) {
        const depth = bits;
        const layout: RawLayout = {
          ...{ width, height, bits, depth, channels, byteOrder: "little" },
          ...{ headerBytes, gapBytes: 0, framesPerSecond: null },
        };
        const rest = (fileBytes - headerBytes) % rawFrameBytes(layout);
        if (rest === 0 && rawFrameCount(layout, fileBytes) >= 2) fitting.push(layout);
      }
    }
    found.push(...fitting.sort((a, b) => a.channels - b.channels || rawFrameBytes(b) - rawFrameBytes(a)));
    if (found.length >= MOST) break;
  }
  return found.slice(0, MOST);
}
