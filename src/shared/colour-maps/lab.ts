/** CIE 1976 L*a*b*, of the white point D65, to sRGB (IEC 61966-2-1); channels from 0 to 1. */
export type Lab = readonly [lightness: number, a: number, b: number];
export type Rgb = readonly [red: number, green: number, blue: number];

/** The white of sRGB: X, Y, Z of D65 with Y = 1. */
const WHITE = [0.95047, 1, 1.08883] as const;
/** Slope of the line that the cube gives way to below 6/29. */
const SLOPE = 3 * (6 / 29) ** 2;

/** Colours outside sRGB are cut to it. */
export function rgbOf([lightness, a, b]: Lab): Rgb {
  const fy = (lightness + 16) / 116;
  const x = WHITE[0] * cube(fy + a / 500);
  const y = WHITE[1] * cube(fy);
  const z = WHITE[2] * cube(fy - b / 200);
  return [
    signal(3.2404542 * x - 1.5371385 * y - 0.4985314 * z),
    signal(-0.969266 * x + 1.8760108 * y + 0.041556 * z),
    signal(0.0556434 * x - 0.2040259 * y + 1.0572252 * z),
  ];
}

function cube(t: number): number {
  return t > 6 / 29 ? t ** 3 : (t - 4 / 29) * SLOPE;
}

function signal(light: number): number {
  const value = light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055;
  return Math.min(1, Math.max(0, value));
}
