/** What fails while flows are held against true ones; part of the failures in errors-en.ts. */
export const truthFailuresEn = {
  truthSize: (name: string, size: string, frames: string) =>
    `${name} is ${size} pixels, and the frames are ${frames}; choose the true flow of this pair.`,
  fieldSizes: (size: string, other: string) =>
    `The fields have different sizes, ${size} and ${other}; choose two of the same pair of frames.`,
  fieldsShareNothing:
    "There is no pixel whose motion both fields know, so there is nothing to compare; choose other files.",
};
