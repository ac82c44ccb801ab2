/**
 * Packs a picture as lossless JPEG (ITU-T T.81, process 14, first-order prediction from the left), as DICOM files have it.
 *
 * @param samples values of `precision` bits, the components of a pixel beside each other
 */
export function losslessJpeg(
  samples: ArrayLike<number>,
  { width, height, precision, components = 1 }: LosslessJpegOptions,
): Uint8Array {
  const bits = new BitWriter();
  const previous = new Array<number>(components).fill(0);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < components; c++) {
        const at = (y * width + x) * components + c;
        const start = y === 0 ? 2 ** (precision - 1) : samples[at - width * components];
        const predicted = x === 0 ? start : previous[c];
        previous[c] = samples[at];
        writeDifference(bits, samples[at] - predicted);
      }
    }
  }
  const each = Array.from({ length: components }, (_, k) => k + 1);
  return Uint8Array.from([
    ...[0xff, 0xd8],
    ...segment(0xc3, [
      precision,
      ...[height >> 8, height & 255, width >> 8, width & 255, components],
      ...each.flatMap((id) => [id, 0x11, 0]),
    ]),
    // Seventeen codes of five bits: the number of bits of a difference.
    ...segment(0xc4, [
      0,
      0,
      0,
      0,
      0,
      17,
      ...new Array(11).fill(0),
      ...Array.from({ length: 17 }, (_, k) => k),
    ]),
    ...segment(0xda, [components, ...each.flatMap((id) => [id, 0]), 1, 0, 0]),
    ...bits.end(),
    ...[0xff, 0xd9],
  ]);
}

export interface LosslessJpegOptions {
  readonly width: number;
  readonly height: number;
  readonly precision: number;
  readonly components?: 1 | 3;
}

function segment(marker: number, content: readonly number[]): readonly number[] {
  const length = content.length + 2;
  return [0xff, marker, length >> 8, length & 255, ...content];
}

/** Differences are modulo 65536. */
function writeDifference(bits: BitWriter, whole: number): void {
  const difference = ((whole + 32_767) & 0xffff) - 32_767;
  const size = difference === 0 ? 0 : Math.floor(Math.log2(Math.abs(difference))) + 1;
  bits.write(size, 5);
  if (size > 0 && size < 16) bits.write(difference > 0 ? difference : difference + 2 ** size - 1, size);
}

class BitWriter {
  readonly #bytes: number[] = [];
  #pending = 0;
  #count = 0;

  write(value: number, count: number): void {
    for (let k = count - 1; k >= 0; k--) {
      this.#pending = (this.#pending << 1) | ((value >> k) & 1);
      if (++this.#count === 8) this.#flush();
    }
  }

  end(): readonly number[] {
    while (this.#count > 0) this.write(1, 1);
    return this.#bytes;
  }

  #flush(): void {
    this.#bytes.push(this.#pending);
    // A byte of ones is no marker where a zero follows it.
    if (this.#pending === 255) this.#bytes.push(0);
    this.#pending = 0;
    this.#count = 0;
  }
}
