/** Numbers of tags that are read; names as in TIFF 6.0 and its supplements. */
export const Tag = {
  newSubfileType: 254,
  imageWidth: 256,
  imageLength: 257,
  bitsPerSample: 258,
  compression: 259,
  photometric: 262,
  fillOrder: 266,
  imageDescription: 270,
  stripOffsets: 273,
  samplesPerPixel: 277,
  rowsPerStrip: 278,
  stripByteCounts: 279,
  maxSampleValue: 281,
  xResolution: 282,
  yResolution: 283,
  planarConfiguration: 284,
  resolutionUnit: 296,
  predictor: 317,
  colorMap: 320,
  tileWidth: 322,
  tileLength: 323,
  tileOffsets: 324,
  tileByteCounts: 325,
  extraSamples: 338,
  sampleFormat: 339,
  /** Of SGI: a directory with several depths. */
  imageDepth: 32997,
} as const;

/** How dark, light and colours are written (tag 262). */
export const Photometric = {
  whiteIsZero: 0,
  blackIsZero: 1,
  rgb: 2,
  palette: 3,
  mask: 4,
  separated: 5,
  yCbCr: 6,
  cieLab: 8,
  icclab: 9,
  ituLab: 10,
  colourFilterArray: 32803,
  linearRaw: 34892,
} as const;

export const Compression = {
  none: 1,
  lzw: 5,
  adobeDeflate: 8,
  packBits: 32773,
  deflate: 32946,
} as const;

/** Names of ways of compressing, for people. */
const COMPRESSION_NAMES: Readonly<Record<number, string>> = {
  [Compression.none]: "",
  2: "CCITT",
  3: "CCITT fax 3",
  4: "CCITT fax 4",
  [Compression.lzw]: "LZW",
  6: "JPEG",
  7: "JPEG",
  [Compression.adobeDeflate]: "Deflate",
  9: "JBIG",
  10: "JBIG",
  32771: "CCITT",
  32766: "NeXT RLE",
  [Compression.packBits]: "PackBits",
  32809: "ThunderScan",
  [Compression.deflate]: "Deflate",
  33003: "JPEG 2000",
  33004: "JPEG 2000",
  33005: "JPEG 2000",
  33007: "JPEG",
  34676: "SGI LogLuv",
  34677: "SGI LogLuv",
  34712: "JPEG 2000",
  34887: "LERC",
  34892: "JPEG",
  34925: "LZMA",
  34926: "Zstandard",
  34927: "WebP",
  34933: "PNG",
  34934: "JPEG XR",
  22610: "JPEG XR",
  50000: "Zstandard",
  50001: "WebP",
  50002: "JPEG XL",
  52546: "JPEG XL",
};

/** Empty for values that are not compressed. */
export function compressionName(compression: number): string {
  return COMPRESSION_NAMES[compression] ?? `method ${compression}`;
}
