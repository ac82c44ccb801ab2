/** Recordings without a header: their question, in English; part of the catalogue in en.ts. */
export const rawEn = {
  title: "Open as a raw recording",
  about: (name: string, bytes: string) =>
    `${name} (${bytes} bytes) does not say how its frames lie in it. State it once; files of the same size in this folder are opened the same way from then on.`,
  suggestions: "Suggestions",
  suggestionsTitle: "Layouts of usual cameras that this file fits without rest",
  noSuggestion: "As stated below",
  width: "Width",
  height: "Height",
  bits: "Bits",
  bitsTitle: "Bits of a sample that the camera uses; more than 8 take two bytes",
  byteOrder: "Byte order",
  byteOrderTitle: "Of samples that take two bytes: little-endian has the lower byte first",
  little: "Little-endian",
  big: "Big-endian",
  colours: "Samples",
  grey: "Grey",
  rgb: "Red, green, blue",
  header: "Header",
  headerTitle: "Bytes before the first frame",
  gap: "Gap",
  gapTitle: "Bytes between the end of a frame and the start of the next one",
  rate: "Frame rate",
  rateTitle: "Frames per second; 0 where nobody knows",
  bytes: "bytes",
  frames: (count: number, left: number) =>
    `${count === 1 ? "1 frame" : `${count} frames`}${left === 0 ? "" : `, ${left} bytes left over`}`,
  preview: "First frame",
  making: "Reading…",
  open: "Open",
  layout: "Raw layout",
  change: "Change…",
  changeTitle: (layout: string) => `The frames are read as ${layout}; state another layout`,
  kind: "Raw recordings",
  chooseTitle: "Open a recording without a header",
};

/** Joins the notices. */
export const rawNoticesEn = {
  rawLayoutRemembered: (layout: string) =>
    `This raw recording is read as ${layout}, as it was stated before; the Movie panel changes it.`,
};

/** Joins the names of commands, and other words for them. */
export const rawCommandsEn = { "open-raw": "Open as raw…" };
export const rawKeywordsEn = { "open-raw": "headerless binary camera dump bin dat img load import" };

/** Other words for the controls. */
export const rawControlWordsEn = { "raw-layout": "headerless binary width height bits byte order" };
