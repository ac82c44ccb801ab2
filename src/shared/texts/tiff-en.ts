const SAVE_AGAIN = "save it without compression, or with LZW or Deflate";
const SAVE_VALUES = "save it as grey or RGB with 8 or 16 bits a value";

function counted(count: number, one: string, more: string): string {
  return `${count} ${count === 1 ? one : more}`;
}

/** What is worth knowing of a TIFF file, in English; part of the notices. */
export const tiffNoticesEn = {
  tiffSeries: (count: number, shown: number) =>
    `The file holds ${count} recordings; number ${shown} is shown.`,
  tiffChannels: (count: number, shown: number) =>
    `The file holds ${count} channels; number ${shown} is shown.`,
  tiffDepths: (count: number, shown: number) =>
    `The file holds ${count} depths (z); number ${shown} is shown.`,
  tiffChannelsAndDepths: (channels: number, depths: number, channel: number, depth: number) =>
    `The file holds ${channels} channels and ${depths} depths (z); channel ${channel} at z ${depth} is shown.`,
  tiffDepthsAsFrames: (count: number) =>
    `The file holds ${count} depths (z) at one time; they are shown as frames, one after the other.`,
  tiffElsewhere: (count: number) =>
    `Of this recording ${counted(count, "image is", "images are")} in other files; only those of this file are shown.`,
  tiffUnclear: (program: string) =>
    `What the file says of its channels, depths and times${program === "" ? "" : ` (${program})`} does not fit its images; they are shown in the order of the file.`,
  tiffInterval: (program: string, seconds: number) =>
    `The time between frames, ${seconds} s, is what ${program} wrote into the file.`,
  tiffTimes: (program: string) => `The times of the frames are those that ${program} wrote into the file.`,
  tiffResolution: (x: number, y: number) =>
    `The size of a pixel, ${x} × ${y} µm, is that of the resolution in the file.`,
  tiffPixelSize: (program: string, x: number, y: number) =>
    `The size of a pixel, ${x} × ${y} µm, is what ${program} wrote into the file.`,
  tiffExtraSamples: "Transparency and other values beside the colours are left out.",
  tiffSigned: (added: number) => `Values of the file are signed; ${added} is added to each.`,
  tiffRange: (low: number, high: number) =>
    `Values of the file from ${low} to ${high} become levels from 0 to 65535; what is beyond is black or white.`,
  tiffLookUp: "Values are shown in grey; the colours that ImageJ gives them are left out.",
  tiffMosaic:
    "The pixels of a colour camera are shown in grey as they were recorded, behind their colour filters.",
  tiffCutOff: (there: number, said: number) =>
    `The file speaks of ${said} images and has ${there}; it is cut off, or still being written.`,
  tiffMorePages: (count: number) =>
    `At the end of the file ${counted(count, "image is", "images are")} left out, for its description does not speak of them.`,
  tiffListDamaged: (count: number) =>
    `The list of images ends in damage after ${count}; the file is damaged, cut off, or still being written.`,
  tiffPageDiffers: (image: number) =>
    `Image ${image} of the file is damaged, or of another size or kind than the others; such images are marked as missing.`,
  tiffPageCut: (image: number) =>
    `Image ${image} of the file reaches beyond its end; the file is cut off, or still being written.`,
  tiffLeftOut: (count: number) =>
    `In the file ${counted(count, "small picture or mask of another image is", "small pictures or masks of other images are")} left out.`,
};

export type TiffNotices = typeof tiffNoticesEn;

/** Why a TIFF file cannot be shown, in English; part of the failures. */
export const tiffFailuresEn = {
  tiffDamaged:
    "This TIFF file is damaged or cut off at its start, so no image can be found; choose another file.",
  tiffTooLarge: (width: number, height: number) =>
    `The images of this TIFF file have ${width} × ${height} pixels, more than can be shown (268 million); save a smaller part of them.`,
  tiffCompression: (name: string) =>
    `The images of this TIFF file are compressed in a way that Kinoflow cannot read (${name}); ${SAVE_AGAIN}.`,
  tiffColours: (name: string) =>
    `The images of this TIFF file have colours that Kinoflow cannot read (${name}); ${SAVE_VALUES}.`,
  tiffBits: (bits: number) =>
    `The images of this TIFF file have values of a kind that Kinoflow cannot read (${bits} bits); ${SAVE_VALUES}.`,
  tiffMixedBits: `The channels of this TIFF file have different numbers of bits, which Kinoflow cannot read; ${SAVE_VALUES}.`,
  tiffComplex: `The images of this TIFF file are of complex numbers, which Kinoflow cannot show; save their real part or their magnitude.`,
  tiffVolume:
    "Each image of this TIFF file is a volume, which Kinoflow cannot read; save it with one image for each depth.",
};

export type TiffFailures = typeof tiffFailuresEn;
