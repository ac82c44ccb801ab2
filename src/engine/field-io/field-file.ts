import { open } from "node:fs/promises";
import { extname } from "node:path";
import { failure, KinoflowError } from "../../shared/errors";
import type { FfmpegTools } from "../ffmpeg/locate";
import { writeFileAtomically } from "./atomic-file";
import { decodeFlo, encodeFlo, readFloHeader } from "./flo";
import { badFile, checkSize, type FlowField } from "./flow-field";
import { fieldFromKitti, kittiFromField } from "./kitti";
import { decodeNpy, encodeNpy, LONGEST_NPY_HEADER, readNpyHeader } from "./npy";
import { decodePicture, encodePng } from "./pictures";

/** The kinds of files that fields are kept in, by their endings. */
export const FIELD_FORMATS = [".flo", ".npy", ".png"] as const;
export type FieldFormat = (typeof FIELD_FORMATS)[number];

/** @throws KinoflowError `invalid-argument` for a name with another ending */
export function fieldFormat(path: string): FieldFormat {
  const ending = extname(path).toLowerCase();
  const format = FIELD_FORMATS.find((candidate) => candidate === ending);
  if (format === undefined) {
    throw new KinoflowError(
      "invalid-argument",
      `A flow file ends in .flo (Middlebury), .npy (NumPy) or .png (KITTI), and "${path}" does not.`,
    );
  }
  return format;
}

/**
 * Reads a flow field; its format is told by the name's ending.
 *
 * @throws KinoflowError with one sentence for people, before memory is taken for a size that the file does not have
 */
export async function readField(
  tools: FfmpegTools,
  path: string,
  options: { readonly signal?: AbortSignal } = {},
): Promise<FlowField> {
  switch (fieldFormat(path)) {
    case ".flo":
      return decodeFlo(await readChecked(path, readFloHeader));
    case ".npy":
      return decodeNpy(await readChecked(path, readNpyHeader));
    case ".png":
      return readKitti(tools, path, options.signal);
  }
}

/**
 * Writes a flow field in the format of the name's ending; unknown motions are marked as the format has it. The file is
 * complete or not there.
 *
 * @throws KinoflowError `output-unwritable`, `disk-full`, or `invalid-argument` for another ending
 */
export async function writeField(
  tools: FfmpegTools,
  path: string,
  field: FlowField,
  options: { readonly signal?: AbortSignal } = {},
): Promise<void> {
  await writeFileAtomically(path, await encodeField(tools, path, field, options.signal));
}

async function encodeField(
  tools: FfmpegTools,
  path: string,
  field: FlowField,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  switch (fieldFormat(path)) {
    case ".flo":
      return encodeFlo(field);
    case ".npy":
      return encodeNpy(field);
    case ".png": {
      const { width, height } = field;
      return encodePng(tools, { width, height, pixels: kittiFromField(field) }, "rgb48be", signal);
    }
  }
}

async function readKitti(
  tools: FfmpegTools,
  path: string,
  signal: AbortSignal | undefined,
): Promise<FlowField> {
  const { width, height, pixels } = await decodePicture(
    tools,
    path,
    ({ pixelFormat }) => {
      // Unknown where the picture is damaged: that is found, and said, when it is decoded.
      if (!/^(?:rgb48|unknown)/.test(pixelFormat)) {
        throw badFile("a flow PNG (KITTI) has three channels of 16 bits, and this picture has not");
      }
    },
    signal,
  );
  checkSize(width, height);
  return fieldFromKitti(pixels, width, height);
}

/** Reads a whole file once that its beginning and its length have been found to fit. */
async function readChecked(
  path: string,
  check: (head: Uint8Array, fileBytes: number) => unknown,
): Promise<Uint8Array> {
  try {
    const file = await open(path, "r");
    try {
      const { size } = await file.stat();
      const { buffer, bytesRead } = await file.read(new Uint8Array(LONGEST_NPY_HEADER), 0);
      check(buffer.subarray(0, bytesRead), size);
      const bytes = new Uint8Array(size);
      for (let filled = 0; filled < size; ) {
        const { bytesRead: more } = await file.read(bytes, filled, size - filled, filled);
        if (more === 0) throw badFile("the file became shorter while it was read");
        filled += more;
      }
      return bytes;
    } finally {
      await file.close();
    }
  } catch (error) {
    throw error instanceof KinoflowError ? error : readError(error);
  }
}

function readError(error: unknown): KinoflowError {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const details = error instanceof Error ? error.message : String(error);
  if (code === "ENOENT" || code === "ENOTDIR") {
    return failure("fileMissing").withDetails(details);
  }
  if (code === "EISDIR") return badFile("it is a folder");
  return failure("fileUnreadable").withDetails(details);
}
