import type { ErrorCode } from "../error-codes";
import { projectFailuresEn } from "./project-en";
import { recorderFailuresEn } from "./recorders-en";
import { tiffFailuresEn } from "./tiff-en";
import { truthFailuresEn } from "./truth-failures-en";

/** What an output is to be. */
type Output = "video" | "table" | "picture" | "project";

function outputName(output: Output): string {
  switch (output) {
    case "table":
    case "picture":
    case "project":
      return output;
    default:
      return "video";
  }
}

/** What Kinoflow says in English when something fails; part of the catalogue in en.ts. */
export const errorsEn = {
  /** What can be said of a code alone, where the sentence itself is known in English only. */
  codes: {
    "file-missing": "A file does not exist (any more); check its name and folder.",
    "file-unreadable": "A file cannot be read; check its permissions and that its disk is connected.",
    "file-empty": "The file is empty; choose another file.",
    "file-changed": "The file was changed since it was opened; open it again.",
    "not-a-movie": "This file is not a movie that ffmpeg can read; choose another file.",
    "no-video": "This file holds no moving picture; choose another file.",
    "no-frames": "Nothing in this file can be decoded; choose another file.",
    "frame-missing": "A frame cannot be decoded: the movie is damaged there.",
    "decoder-failed": "ffmpeg stopped while it decoded; try again.",
    "ffmpeg-missing": "ffmpeg was not found; install ffmpeg 5.1 or newer, and start Kinoflow again.",
    "encoder-failed": "ffmpeg stopped while it wrote; try again.",
    "output-unwritable": "The file cannot be written there; choose another folder or name.",
    "disk-full": "The disk is full; free some space or choose another folder.",
    "worker-died": "A flow worker stopped unexpectedly; try again, or start Kinoflow again.",
    "out-of-memory": "There is not enough memory; close other programs, or choose a smaller movie.",
    "invalid-argument": "Kinoflow was asked for something that it cannot do.",
    cancelled: "Cancelled.",
    busy: "Something of this kind is already running; wait for it, or cancel it.",
    internal: "Something went wrong inside Kinoflow; please report it with the details.",
  } satisfies Record<ErrorCode, string>,

  /** What exactly failed, and what to do. */
  failures: {
    ...recorderFailuresEn,
    fileMissing: "The file does not exist (any more); check its name and folder.",
    fileUnreadable: "The file cannot be read; check its permissions and that its disk is connected.",
    fileEmpty: "The file is empty (0 bytes); choose another file.",
    folderWithoutPictures: "This folder holds no pictures; choose a folder of pictures, or a movie file.",
    folderOfMovies: (count: number) => `This folder holds ${count} movies; choose one of them.`,
    noSuchOrder: (rule: string, rules: string) =>
      rules === ""
        ? "The name of this file says no order of pictures."
        : `The names of these pictures have no order "${rule}"; they have ${rules}.`,
    picturesNotLinked:
      "The pictures cannot be put in order in the folder for temporary files; check its permissions and space.",
    rateIsTheFiles:
      "This movie has times of its own, so no frame rate can be chosen; where it was taken at a higher rate, say the capture rate.",
    notAFile: "This is no ordinary file; choose a movie file.",
    isText: "This is a text file, not a movie; choose a movie file.",
    notAMovie:
      "This file is not a movie that ffmpeg can read, or it is damaged at its start; choose another file.",
    soundOnly: "This file holds sound but no moving picture; choose a file with a video track.",
    noVideo: "This file holds no video track; choose a movie file.",
    noSuchTrack: (track: number, tracks: string) => `The file has no video track ${track}; it has ${tracks}.`,
    probeStopped: "ffprobe stopped before it could read the file; try again.",
    movieGone:
      "The movie file is gone: it was moved, renamed or deleted, or its disk was disconnected. Put it back, or open it from its new place.",
    movieReplaced: "The movie file was replaced since it was opened; open it again to see what it holds now.",
    movieUnreadable:
      "The movie file cannot be read any more; check that its disk is connected, and open it again.",
    noSuchPictures: (name: string) =>
      `There is no picture that is called ${name} with a number; check the name and folder.`,
    pictureFolderUnreadable: "The folder of the pictures cannot be listed; check its name and permissions.",
    noFrames:
      "Not one frame of this movie can be decoded; it is damaged, or this ffmpeg does not know its format.",
    framesNotListed: "The frames of this movie could not be listed; try another file.",
    decoderStopped: "ffmpeg stopped while it decoded the movie; go to another frame or open the movie again.",
    readingStopped: "ffmpeg stopped while it read the movie; try again.",
    noSuchFrame: (frame: number) => `There is no frame ${frame} in this movie.`,
    frameUndecodable: (frame: number) =>
      `Frame ${frame} cannot be decoded: the movie is damaged or cut off there. Go to another frame.`,
    acrossCut: "Cut: the next frame shows another scene, so there is no motion here.",
    soundUndecodable: "The sound of this movie cannot be decoded, so it is played without.",
    noNextFrame: (frame: number) => `There is no flow from frame ${frame}: it has no next frame.`,
    nothingAfterLastFrame: "The last frame has no next one; go to an earlier frame.",
    seedOutsideRange: (name: string, frame: number, start: number, end: number) =>
      `Track ${name} is set at frame ${frame}, outside of the frames ${start} to ${end}; choose one of these.`,
    seedOutsidePicture: (name: string, x: number, y: number, width: number, height: number) =>
      `Track ${name} is set at ${x}, ${y}, outside of the picture: columns are 0 to ${width - 1}, rows 0 to ${height - 1}.`,
    rangeOutside: (start: number, end: number, last: number) =>
      `The range ${start} to ${end} is not within the movie; its frames are 0 to ${last}.`,
    maskSize: (width: number, height: number, movieWidth: number, movieHeight: number) =>
      `The mask is ${width} x ${height} where the movie is ${movieWidth} x ${movieHeight}; they have to be of one size.`,
    maskPieces: "This mask has too many small pieces to be kept; choose one that is less speckled.",
    nothingToExport:
      "Not one frame of this range can be decoded, so there is nothing to export; choose another range.",
    nothingToMeasure:
      "No two frames of this movie that follow each other could be read, so there is no motion to measure; choose the method by hand.",
    videoTooLarge: (width: number, height: number) =>
      `A video of ${width} × ${height} pixels is more than H.264 can hold (16384 a side, about 268 million in all); choose a smaller size.`,
    kymographTooLarge: (places: number, frames: number) =>
      `A space-time picture of ${places} places by ${frames} frames is too large (100 million values are the most); choose a shorter line or range, or fewer of its frames.`,
    pictureTooLarge: (width: number, height: number) =>
      `A picture of ${width} × ${height} pixels is too large (100 megapixels are the most); choose a smaller size.`,
    videoDiskFull:
      "The disk is full: the video could not be completed, and its unfinished part was removed; free some space or choose another folder.",
    videoForbidden: "The video cannot be written there; choose a folder in which you may create files.",
    videoStopped:
      "ffmpeg stopped before the video was complete, and its unfinished part was removed; try again.",
    videoIncomplete:
      "The video could not be written completely, and its unfinished part was removed; check that the disk is not full.",
    videoNameRefused: "The video cannot be given that name; choose another name or folder.",
    folderUnwritable: (folder: string, output: Output) =>
      `The folder ${folder} does not exist or cannot be written to; choose another folder for the ${outputName(output)}.`,
    replacesMovie: (output: Output) =>
      `The ${outputName(output)} would replace the movie itself; choose another name.`,
    nameTaken: (output: Output) =>
      `Something that is no file has that name; choose another name for the ${outputName(output)}.`,
    nameOfFolder: (name: string) => `A folder has the name ${name}; choose another name for the file.`,
    diskFull: (name: string) =>
      `The disk is full: ${name} could not be written; free some space or choose another folder.`,
    placeUnwritable: (folder: string, name: string) =>
      `The folder ${folder} does not exist or cannot be written to; choose another folder for ${name}.`,
    ffmpegMissing:
      "ffmpeg was not found; install ffmpeg 5.1 or newer, or set FFMPEG_BIN to its path, and start Kinoflow again.",
    ffprobeMissing:
      "ffprobe was not found; install ffmpeg 5.1 or newer (it brings ffprobe), or set FFPROBE_BIN to its path, and start Kinoflow again.",
    notFfmpeg:
      "That program does not answer as ffmpeg; choose the ffmpeg program itself, version 5.1 or newer.",
    sampleNotMade: "ffmpeg could not make the sample movie; check that the disk is not full.",
    outOfMemory:
      "There is not enough memory for frames of this size; close other programs, or choose a smaller movie.",
    workerDied:
      "A flow worker stopped unexpectedly while it computed; try again, or close other programs if memory is short.",
    workerNotStarted: "A flow worker could not be started; Kinoflow may be damaged: install it again.",
    kernelsNotLoaded: "The flow kernels could not be loaded; Kinoflow may be damaged: install it again.",
    droppedLink: "A link is not a movie file; save the movie to a disk first, then drop that file.",
    droppedText: "Text is not a movie; drop a movie file.",
    droppedNoFile: "What was dropped is not a file; drop a movie file.",
    droppedWithoutPath: (name: string) =>
      `${name} is not a file on a disk but comes out of another program; save it first, then drop that file.`,
    recentGone: "That movie is not in the list any more; open it with Open….",
    movieClosed: "That movie is not open any more; open it again.",
    comparisonRunning: "A benchmark is already running; wait for it, or cancel it.",
    measurementRunning: "A measurement is already running; wait for it, or cancel it.",
    exportRunning: "An export is already running; wait for it, or cancel it.",
    ...tiffFailuresEn,
    ...projectFailuresEn,
    ...truthFailuresEn,
    noAnswer: "Kinoflow did not answer; please try again, or restart it.",
  },
};

export type ErrorsTexts = typeof errorsEn;
