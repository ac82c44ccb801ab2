/** CIE 1976 L*a*b*, of the white point D65, from and to sRGB (IEC 61966-2-1); channels from 0 to 1. */
export type Lab = readonly [lightness: number, a: number, b: number];
export type Rgb = readonly [red: number, green: number, blue: number];

/** The white of sRGB: X, Y, Z of D65 with Y = 1. */
const WHITE = [0.95047, 1, 1.08883] as const;
/** Where the cube root gives way to a line: (6/29)^3, and its slope there. */
const KNEE = (6 / 29) ** 3;
const SLOPE = (29 / 6) ** 2 / 3;

export function labOf([red, green, blue]: Rgb): Lab {
  const [r, g, b] = [linear(red), linear(green), linear(blue)];
  const x = root((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / WHITE[0]);
  const y = root((0.2126729 * r + 0.7151522 * g + 0.072175 * b) / WHITE[1]);
  const z = root((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / WHITE[2]);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

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

function root(t: number): number {
  return t > KNEE ? Math.cbrt(t) : SLOPE * t + 4 / 29;
}

function cube(t: number): number {
  return t > 6 / 29 ? t ** 3 : (t - 4 / 29) / SLOPE;
}

function linear(signal: number): number {
  return signal <= 0.04045 ? signal / 12.92 : ((signal + 0.055) / 1.055) ** 2.4;
}

function signal(light: number): number {
  const value = light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055;
  return Math.min(1, Math.max(0, value));
}
