import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { dicomFile, pixelElements } from "../testing/dicom-file";
import { md5, temporaryFolder } from "../testing/movies";
import { samplesOf, withPages } from "../testing/paged";
import { dicomFormat } from "./dicom/dicom";
import type { PagedFile } from "./paged/paged-file";
import { webpFormat } from "./webp/webp";

/** What pydicom and Pillow read of the same files, where this machine has them. */

const folder = temporaryFolder();

/** Runs Python; null where it, or a module, is missing. */
function python(script: string, ...args: readonly string[]): string | null {
  try {
    return execFileSync("/usr/bin/python3", ["-c", script, ...args], {
      encoding: "utf8",
      stdio: "pipe",
    }).trim();
  } catch (error) {
    const said = String((error as { readonly stderr?: unknown }).stderr ?? error);
    if (/ModuleNotFoundError|ENOENT|not available|encoder .* missing/i.test(said)) return null;
    throw error;
  }
}

async function sums(pages: PagedFile): Promise<string> {
  const all: string[] = [];
  for (let page = 0; page < pages.pageCount; page++) {
    const samples = await samplesOf(pages, page);
    const bytes =
      pages.samples.bits === 16 ? new Uint8Array(Uint16Array.from(samples).buffer) : Uint8Array.from(samples);
    all.push(md5(bytes));
  }
  return all.join(" ");
}

const FRAMES_BY_PYDICOM = `
import sys, hashlib, numpy, pydicom
from pydicom.pixel_data_handlers.util import convert_color_space
d = pydicom.dcmread(sys.argv[1], force=True)
if "TransferSyntaxUID" not in d.file_meta: d.file_meta.TransferSyntaxUID = "1.2.840.10008.1.2"
a = d.pixel_array
if d.PhotometricInterpretation == "YBR_FULL": a = convert_color_space(a, "YBR_FULL", "RGB", per_frame=True)
print(" ".join(hashlib.md5(f.astype(f.dtype.newbyteorder("<")).tobytes()).hexdigest() for f in a))
`;

describe("DICOM, as pydicom reads it", () => {
  const width = 40;
  const height = 30;
  const noise = (count: number, most: number): readonly number[] =>
    Array.from({ length: count }, (_, k) => (k * 7919 + ((k * k) % 1013)) % most);

  it.for([
    { name: "12 bits", bits: 12, syntax: "1.2.840.10008.1.2.1", written: "explicit" },
    { name: "12 bits, big-endian", bits: 12, syntax: "1.2.840.10008.1.2.2", written: "big-endian" },
    { name: "8 bits, implicit", bits: 8, syntax: "1.2.840.10008.1.2", written: "implicit" },
  ] as const)("$name", async ({ name, bits, syntax, written }, { skip }) => {
    const numbers = noise(3 * width * height, 2 ** bits);
    const pixels = Buffer.from(
      bits === 8 ? Uint8Array.from(numbers) : new Uint8Array(Uint16Array.from(numbers).buffer),
    );
    if (written === "big-endian") pixels.swap16();
    const path = join(folder, `${name}.dcm`);
    const bytes = dicomFile({ elements: pixelElements(width, height, 3, bits), pixels, syntax, written });
    const found = await withPages(dicomFormat, path, bytes, sums);
    const expected = python(FRAMES_BY_PYDICOM, path);
    if (expected === null) return skip("there is no pydicom");
    expect(found).toBe(expected);
  });

  it("planes of luma and colours, within rounding", async ({ skip }) => {
    const path = join(folder, "ybr.dcm");
    const elements = [
      ...pixelElements(width, height, 2, 8),
      [0x00280002, "US", 3] as const,
      [0x00280004, "CS", "YBR_FULL"] as const,
      [0x00280006, "US", 1] as const,
    ];
    const pixels = Uint8Array.from(noise(2 * 3 * width * height, 256));
    const found = await withPages(dicomFormat, path, dicomFile({ elements, pixels }), (pages) =>
      samplesOf(pages, 1),
    );
    const script = FRAMES_BY_PYDICOM.replace(/print.*/, 'print(" ".join(str(v) for v in a[1].ravel()))');
    const expected = python(script, path)?.split(" ").map(Number);
    if (!expected) return skip("there is no pydicom");
    expect(Math.max(...expected.map((value, k) => Math.abs(value - found[k])))).toBeLessThanOrEqual(1);
  });

  it("grey JPEG, as Pillow reads it", async ({ skip }) => {
    const made = python(
      `
import sys, hashlib, numpy
from PIL import Image
y, x = numpy.mgrid[0:30, 0:40]
for k in range(3):
    Image.fromarray((128 + 100 * numpy.sin(x / 5 + k) * numpy.cos(y / 4)).astype(numpy.uint8)).save(f"{sys.argv[1]}/{k}.jpg", quality=95)
    print(" ".join(str(v) for v in numpy.asarray(Image.open(f"{sys.argv[1]}/{k}.jpg")).ravel()))
`,
      folder,
    );
    if (made === null) return skip("there is no Pillow");
    const pixels = [0, 1, 2].map((k) => readFileSync(join(folder, `${k}.jpg`)));
    const bytes = dicomFile({
      elements: pixelElements(width, height, 3, 8),
      pixels,
      syntax: "1.2.840.10008.1.2.4.50",
    });
    await withPages(dicomFormat, join(folder, "grey.dcm"), bytes, async (pages) => {
      expect(pages.samples).toEqual({ channels: 1, bits: 8, depth: 8 });
      for (const [page, line] of made.split("\n").entries()) {
        const expected = line.split(" ").map(Number);
        const found = await samplesOf(pages, page);
        // Two decoders round the same cosines.
        expect(Math.max(...expected.map((value, k) => Math.abs(value - found[k])))).toBeLessThanOrEqual(2);
      }
    });
  });
});

it("animated WebP, as Pillow draws it", async ({ skip }) => {
  const path = join(folder, "animation.webp");
  const script = `
import sys, hashlib, numpy
from PIL import Image, ImageDraw
frames = []
for k in range(6):
    i = Image.new("RGB", (64, 48), (20, 30, 40)); d = ImageDraw.Draw(i)
    d.ellipse((4 + 6 * k, 10, 24 + 6 * k, 30), fill=(220, 60 + 20 * k, 30)); frames.append(i)
frames[0].save(sys.argv[1], save_all=True, append_images=frames[1:], duration=[100, 40, 500, 20, 70, 1000], lossless=True)
im = Image.open(sys.argv[1])
for k in range(im.n_frames):
    im.seek(k); print(hashlib.md5(im.convert("RGB").tobytes()).hexdigest(), end=" ")
`;
  const expected = python(script, path);
  if (expected === null) return skip("there is no Pillow with WebP");
  await withPages(webpFormat, join(folder, "copy.webp"), readFileSync(path), async (pages) => {
    expect(await sums(pages)).toBe(expected);
    expect(pages.timing.kind === "times" && Array.from(pages.timing.seconds)).toEqual(
      [0, 0.1, 0.14, 0.64, 0.66, 0.73].map((time) => expect.closeTo(time, 9)),
    );
  });
});
