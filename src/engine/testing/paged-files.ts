import { createHash } from "node:crypto";
import { noticeInEnglish } from "../../shared/movie";
import type { PagedFile } from "../recordings/paged/paged-file";

/** Bytes of a page of this file. */
export function pageBytes({ width, height, samples }: PagedFile): number {
  return width * height * samples.channels * (samples.bits / 8);
}

/** The values of a page, into shared memory as the app reads them. */
export async function readValues(file: PagedFile, page: number): Promise<number[]> {
  const target = new Uint8Array(new SharedArrayBuffer(pageBytes(file)));
  await file.read(page, target);
  return file.samples.bits === 8 ? [...target] : [...new Uint16Array(target.buffer)];
}

export async function readMd5(file: PagedFile, page: number): Promise<string> {
  const target = new Uint8Array(pageBytes(file));
  await file.read(page, target);
  return createHash("md5").update(target).digest("hex");
}

export function noticesOf(file: PagedFile): readonly string[] {
  return file.notices.map(noticeInEnglish);
}

/** Names of the notices, for tests of what is said. */
export function noticeNames(file: PagedFile): readonly string[] {
  return file.notices.map(({ name }) => name);
}
