import { BT709, BT2020, lumaShares } from "../shared/colour/luma-shares";
import { toBt709Primaries } from "../shared/colour/primaries";
import { compressLight, DIFFUSE_WHITE, displaySignal } from "../shared/colour/tone-map";
import { hlgGain, hlgToSceneLight, PQ_PEAK, pqToLight } from "../shared/colour/transfer";
import type { ColourDescription } from "../shared/movie";

/** Entries of a table, less one: fine enough for the result to be within a code of the formulas. */
const TOP = 4095;
/** Sums of contributions to a signal have so many more binary places than the table's index. */
const EXTRA_BITS = 4;
const HALF = 1 << (EXTRA_BITS - 1);

// Shares of luma, of BT.709 and BT.2020.
const { red: RED_709, blue: BLUE_709 } = BT709;
const { red: RED_2020, blue: BLUE_2020 } = BT2020;
const GREEN_709 = 1 - RED_709 - BLUE_709;
const GREEN_2020 = 1 - RED_2020 - BLUE_2020;
const CB_GAIN = 224 / (2 * (1 - BLUE_709));
const CR_GAIN = 224 / (2 * (1 - RED_709));
const LIGHT_TO_ROOT = 1 / PQ_PEAK;
const LIGHT_TO_WHITE = 1 / DIFFUSE_WHITE;

/**
 * Turns frames of PQ and HLG movies (8-bit I420) into standard dynamic range: BT.709 in limited range, for a display by
 * BT.1886. A pixel's largest component is compressed ({@link compressLight}) and the others with it, which keeps the hue
 * and leaves greys neutral; colours that BT.709 does not have are clipped, the simple conversion of Report ITU-R BT.2407.
 *
 * The curves are tables made once for a kind of movie. What they are looked up by is a signal, or the square root of
 * light, which spreads the darks as the eye does.
 */
export class ToneMapping {
  #key = "";
  #tables: Tables | null = null;

  /**
   * @param source I420 of width x height, described by `colour`
   * @param target of the same size; may be `source`
   */
  apply(
    source: Uint8Array,
    target: Uint8Array,
    { width, height }: { readonly width: number; readonly height: number },
    colour: ColourDescription,
  ): void {
    const tables = this.#tablesOf(colour);
    const { luma, redOfCr, greenOfCb, greenOfCr, blueOfCb } = tables;
    const { light, sceneGain, compression, signal, primaries } = tables;
    const [rr, rg, rb, gr, gg, gb, br, bg, bb] = primaries;
    const chromaWidth = (width + 1) >> 1;
    const chromaHeight = (height + 1) >> 1;
    const cbStart = width * height;
    const crStart = cbStart + chromaWidth * chromaHeight;
    for (let row = 0; row < chromaHeight; row++) {
      const rows = Math.min(2, height - 2 * row);
      for (let column = 0; column < chromaWidth; column++) {
        const columns = Math.min(2, width - 2 * column);
        const chromaAt = row * chromaWidth + column;
        const cb = source[cbStart + chromaAt];
        const cr = source[crStart + chromaAt];
        const redPart = redOfCr[cr] + HALF;
        const greenPart = greenOfCb[cb] + greenOfCr[cr] + HALF;
        const bluePart = blueOfCb[cb] + HALF;
        let redSum = 0;
        let blueSum = 0;
        let lumaSum = 0;
        for (let k = 0; k < rows; k++) {
          const first = (2 * row + k) * width + 2 * column;
          for (let at = first; at < first + columns; at++) {
            const y = luma[source[at]];
            let red = light[clipIndex((y + redPart) >> EXTRA_BITS)];
            let green = light[clipIndex((y + greenPart) >> EXTRA_BITS)];
            let blue = light[clipIndex((y + bluePart) >> EXTRA_BITS)];
            let gain = 1;
            if (sceneGain !== null) {
              gain = sceneGain[rootIndex(RED_2020 * red + GREEN_2020 * green + BLUE_2020 * blue)];
            }
            const largest = red > green ? (red > blue ? red : blue) : green > blue ? green : blue;
            gain *= compression[rootIndex(gain * largest * LIGHT_TO_ROOT)] * LIGHT_TO_WHITE;
            red *= gain;
            green *= gain;
            blue *= gain;
            const redSignal = signal[rootIndex(rr * red + rg * green + rb * blue)];
            const greenSignal = signal[rootIndex(gr * red + gg * green + gb * blue)];
            const blueSignal = signal[rootIndex(br * red + bg * green + bb * blue)];
            const mapped = RED_709 * redSignal + GREEN_709 * greenSignal + BLUE_709 * blueSignal;
            target[at] = 16.5 + 219 * mapped;
            redSum += redSignal;
            blueSum += blueSignal;
            lumaSum += mapped;
          }
        }
        const pixels = rows * columns;
        target[cbStart + chromaAt] = 128.5 + (CB_GAIN * (blueSum - lumaSum)) / pixels;
        target[crStart + chromaAt] = 128.5 + (CR_GAIN * (redSum - lumaSum)) / pixels;
      }
    }
  }

  #tablesOf(colour: ColourDescription): Tables {
    const { matrix, primaries, transfer, range } = colour;
    const key = [matrix, primaries, transfer, range].join(" ");
    if (this.#tables === null || this.#key !== key) {
      this.#tables = makeTables(colour);
      this.#key = key;
    }
    return this.#tables;
  }
}

function clipIndex(index: number): number {
  return index < 0 ? 0 : index > TOP ? TOP : index;
}

/** Where a value from 0 to 1 (others are clipped) lies in a table over its square root. */
function rootIndex(value: number): number {
  return value <= 0 ? 0 : value >= 1 ? TOP : (Math.sqrt(value) * TOP + 0.5) | 0;
}

interface Tables {
  /** Contributions of 8-bit codes to the signals, in units of 1 / (TOP << EXTRA_BITS). */
  readonly luma: Int32Array;
  readonly redOfCr: Int32Array;
  readonly greenOfCb: Int32Array;
  readonly greenOfCr: Int32Array;
  readonly blueOfCb: Int32Array;
  /** By signal: display light in cd/m² of PQ, scene light of HLG. */
  readonly light: Float32Array;
  /** Of HLG, by the root of the scene's luminance: what makes display light of scene light. */
  readonly sceneGain: Float32Array | null;
  /** By the root of the largest component's light over PQ's peak: what all are multiplied with. */
  readonly compression: Float32Array;
  /** By the root of light over white: the signal for a standard display. */
  readonly signal: Float32Array;
  readonly primaries: ReturnType<typeof toBt709Primaries>;
}

function makeTables({ matrix, primaries, transfer, range }: ColourDescription): Tables {
  const { red, blue } = lumaShares(matrix) ?? BT2020;
  const green = 1 - red - blue;
  const isHlg = transfer === "arib-std-b67";
  const full = range === "full";
  const unit = TOP << EXTRA_BITS;
  const codes = (share: (code: number) => number): Int32Array =>
    Int32Array.from({ length: 256 }, (_, code) => Math.round(unit * share(code)));
  const chroma = (weight: number): Int32Array =>
    codes((code) => (weight * (code - 128)) / (full ? 255 : 224));
  const curve = (valueAt: (position: number) => number): Float32Array =>
    Float32Array.from({ length: TOP + 1 }, (_, k) => valueAt(k / TOP));
  return {
    luma: codes((code) => (full ? code / 255 : (code - 16) / 219)),
    redOfCr: chroma(2 * (1 - red)),
    greenOfCb: chroma((-2 * blue * (1 - blue)) / green),
    greenOfCr: chroma((-2 * red * (1 - red)) / green),
    blueOfCb: chroma(2 * (1 - blue)),
    light: curve(isHlg ? hlgToSceneLight : pqToLight),
    sceneGain: isHlg ? curve((root) => hlgGain(root * root)) : null,
    compression: curve((root) => {
      const light = root * root * PQ_PEAK;
      return light === 0 ? 1 : compressLight(light) / light;
    }),
    signal: curve((root) => displaySignal(root * root)),
    primaries: toBt709Primaries(primaries),
  };
}
