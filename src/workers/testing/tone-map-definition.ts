import { BT709, BT2020, lumaShares } from "../../shared/colour/luma-shares";
import { toBt709Primaries } from "../../shared/colour/primaries";
import { compressLight, DIFFUSE_WHITE, displaySignal } from "../../shared/colour/tone-map";
import { hlgGain, hlgToSceneLight, pqToLight } from "../../shared/colour/transfer";
import type { ColourDescription } from "../../shared/movie";

/**
 * What tone mapping does with one colour, by the formulas and without tables: `ToneMapping` is tested against it.
 * Y' is 0 to 1, Cb and Cr are -0.5 to 0.5.
 */
export function toneMapColour(
  colour: Pick<ColourDescription, "matrix" | "primaries" | "transfer">,
  luma: number,
  cb: number,
  cr: number,
): [luma: number, cb: number, cr: number] {
  const { red: kr, blue: kb } = lumaShares(colour.matrix) ?? BT2020;
  const isHlg = colour.transfer === "arib-std-b67";
  const clip = (value: number): number => Math.min(Math.max(value, 0), 1);
  const signals = [
    luma + 2 * (1 - kr) * cr,
    luma - (2 * kr * (1 - kr) * cr + 2 * kb * (1 - kb) * cb) / (1 - kr - kb),
    luma + 2 * (1 - kb) * cb,
  ].map(clip);
  const [r = 0, g = 0, b = 0] = signals.map(isHlg ? hlgToSceneLight : pqToLight);
  const gain = isHlg ? hlgGain(0.2627 * r + 0.678 * g + 0.0593 * b) : 1;
  const largest = gain * Math.max(r, g, b);
  const scale = largest > 0 ? (gain * compressLight(largest)) / largest / DIFFUSE_WHITE : 0;
  const m = toBt709Primaries(colour.primaries);
  const [red = 0, green = 0, blue = 0] = [0, 3, 6].map((row) =>
    displaySignal(clip(scale * ((m[row] ?? 0) * r + (m[row + 1] ?? 0) * g + (m[row + 2] ?? 0) * b))),
  );
  const mapped = BT709.red * red + (1 - BT709.red - BT709.blue) * green + BT709.blue * blue;
  return [mapped, (blue - mapped) / (2 * (1 - BT709.blue)), (red - mapped) / (2 * (1 - BT709.red))];
}
