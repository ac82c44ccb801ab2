import {
  ARROW_NUMBERS,
  type ArrowGeometry,
  arrowHaloWidth,
  arrowHasHalo,
} from "../../shared/overlay/arrow-geometry";
import type { Colour } from "../../shared/overlay/surface";

/** Where movie pixels come to be: coordinates times the scale, plus the offset, are pixels of the raster. */
export interface RasterPlacement {
  readonly scaleX: number;
  readonly scaleY: number;
  readonly offsetX: number;
  readonly offsetY: number;
}

/** How arrows are added to a {@link QuiverRaster}. */
export interface QuiverStyle {
  /** Of the grid of the arrows, in movie pixels: it decides how wide halos are. */
  readonly spacing: number;
  readonly pixelAspect: number;
  readonly placement: RasterPlacement;
  /** Arrows are made wider by this many pixels of the raster, so that thin ones stay visible. */
  readonly extraWidth: number;
  readonly halo: boolean;
}

/**
 * Paints arrows into an RGBA bitmap. An arrow is a rectangle and a triangle; how much of a pixel they cover follows from
 * its distance to their sides, which changes evenly along a row. ARCHITECTURE.md says what that is measured against.
 *
 * Halos and arrows are united before anything is painted, as in an export: where two overlap, nothing is painted twice.
 */
export class QuiverRaster {
  readonly width: number;
  readonly height: number;
  /** The bitmap with straight alpha, as `ImageData` has it. */
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
  /** Of a pixel: coverage by arrows times 256, plus coverage by halos; both 0 to 255. */
  private readonly coverage: Uint16Array;
  /** R, G, B of the arrows, one after the other; empty until arrows have colours of their own. */
  private colours = new Uint8Array(0);
  private coloured = false;
  /** Pixels by {@link coverage}, for the two colours that {@link tableKey} names. */
  private readonly table = new Uint32Array(65536);
  private tableKey = "";
  /** Distances to sides: coefficients of the place along the arrow and across it, and constants. See {@link fill}. */
  private readonly sides = new Float64Array(12);
  /** The arrow at work: tail, direction, then where its part begins and ends along it, and half its width. */
  private readonly place = new Float64Array(7);

  /** @param width in pixels, as height */
  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.rgba = new Uint8ClampedArray(4 * width * height);
    this.coverage = new Uint16Array(width * height);
  }

  /**
   * Adds arrows.
   *
   * @param geometry in movie pixels
   * @param colours R, G, B of each arrow; null gives all of them the colour of {@link finish}
   */
  add(geometry: ArrowGeometry, style: QuiverStyle, colours: Uint8Array | null): void {
    const { coordinates: c, count } = geometry;
    const { spacing, pixelAspect, extraWidth } = style;
    const { scaleX, scaleY, offsetX, offsetY } = style.placement;
    const { sides, place } = this;
    if (colours !== null) {
      this.coloured = true;
      if (this.colours.length === 0) this.colours = new Uint8Array(3 * this.width * this.height);
    }
    const grow = extraWidth / 2;
    const haloReach = arrowHaloWidth(spacing) * scaleY;
    for (let i = 0; i < count; i++) {
      const at = i * ARROW_NUMBERS;
      const tailX = c[at] * scaleX + offsetX;
      const tailY = c[at + 1] * scaleY + offsetY;
      const lengthX = (c[at + 2] - c[at]) * scaleX;
      const lengthY = (c[at + 3] - c[at + 1]) * scaleY;
      const length = Math.sqrt(lengthX * lengthX + lengthY * lengthY);
      // No part of an arrow is farther from its tail than this.
      const far = 1.5 * length + haloReach + grow + 1;
      if (!(length > 0 && tailX > -far && tailX < this.width + far)) continue;
      if (!(tailY > -far && tailY < this.height + far)) continue;
      const barbX = (c[at + 8] - c[at + 10]) * scaleX;
      const barbY = (c[at + 9] - c[at + 11]) * scaleY;
      const barb = Math.sqrt(barbX * barbX + barbY * barbY) / 2;
      const shaftX = (c[at + 4] - c[at + 14]) * scaleX;
      const shaftY = (c[at + 5] - c[at + 15]) * scaleY;
      const shaft = Math.sqrt(shaftX * shaftX + shaftY * shaftY) / 2;
      const headX = (c[at + 2] - (c[at + 8] + c[at + 10]) / 2) * scaleX;
      const headY = (c[at + 3] - (c[at + 9] + c[at + 11]) / 2) * scaleY;
      const head = Math.sqrt(headX * headX + headY * headY);
      const neck = length - head;
      const reach = style.halo && arrowHasHalo(c, at, spacing, pixelAspect) ? haloReach : 0;
      const outer = reach + grow + 0.5;
      const colour = colours === null ? -1 : 3 * i;

      place[0] = tailX;
      place[1] = tailY;
      place[2] = lengthX / length;
      place[3] = lengthY / length;
      // The shaft: its side and its end; the corner between them, which cuts the halo's.
      place[4] = -outer;
      place[5] = neck + 0.5;
      place[6] = shaft + outer;
      setSide(sides, 0, 0, 1, 0, shaft);
      setSide(sides, 1, -1, 0, 0, shaft);
      setSide(sides, 2, -1, 1, 0, shaft);
      setSide(sides, 3, 0, 1, 0, shaft);
      this.fill(grow, reach, colours, colour);

      // The head: its side and its back; the tip and the barb, which cut the halo's corners.
      const side = Math.sqrt(head * head + barb * barb);
      place[4] = neck - outer;
      place[5] = length + outer;
      place[6] = barb + outer;
      setSide(sides, 0, barb, head, length, 0);
      setSide(sides, 1, -1, 0, neck, 0);
      setSide(sides, 2, 1, 0, length, 0);
      setSide(sides, 3, barb - side, head, neck, barb);
      this.fill(grow, reach, colours, colour);
    }
  }

  /** Paints what was added into {@link rgba}, in place of what was there, and starts anew. */
  finish(fill: Colour, halo: Colour): void {
    const { coverage, table, rgba } = this;
    this.prepareTable(fill, halo);
    const pixels = new Uint32Array(rgba.buffer);
    for (let i = 0; i < coverage.length; i++) pixels[i] = table[coverage[i]];
    if (this.coloured) this.paintColours(halo);
    coverage.fill(0);
    this.coloured = false;
  }

  /**
   * Adds the part of an arrow that {@link place} and {@link sides} describe. The distance of a pixel is the largest of
   * those to the first two sides; for the halo, which is wider by `reach`, to all four. The second side lies straight across the arrow.
   */
  private fill(grow: number, reach: number, colours: Uint8Array | null, colour: number): void {
    const { coverage, width, height, sides: s, place } = this;
    const tailX = place[0];
    const tailY = place[1];
    const dirX = place[2];
    const dirY = place[3];
    const from = place[4];
    const to = place[5];
    const half = place[6];
    const upper = dirY < 0 ? to * dirY : from * dirY;
    const lower = dirY < 0 ? from * dirY : to * dirY;
    const slack = half * Math.abs(dirX);
    const top = Math.max(0, Math.ceil(tailY + upper - slack - 0.5));
    const bottom = Math.min(height - 1, Math.floor(tailY + lower + slack - 0.5));
    // Copies that the loop below need not read from memory.
    const alongOf0 = s[0];
    const acrossOf0 = s[1];
    const at0 = s[2];
    const alongOf1 = s[3];
    const at1 = s[5];
    const alongOf2 = s[6];
    const acrossOf2 = s[7];
    const at2 = s[8];
    const alongOf3 = s[9];
    const acrossOf3 = s[10];
    const at3 = s[11];
    const perX = dirX > 1e-6 || dirX < -1e-6 ? 1 / dirX : 0;
    const perY = dirY > 1e-6 || dirY < -1e-6 ? 1 / dirY : 0;
    const span = half * (perY < 0 ? -perY : perY);
    const core = 0.5 + grow;
    const rim = core + reach;
    for (let y = top; y <= bottom; y++) {
      const down = y + 0.5 - tailY;
      let left = -tailX;
      let right = width - tailX;
      if (perX !== 0) {
        const a = (from - down * dirY) * perX;
        const b = (to - down * dirY) * perX;
        const less = a < b ? a : b;
        const more = a < b ? b : a;
        if (less > left) left = less;
        if (more < right) right = more;
      }
      if (perY !== 0) {
        const middle = down * dirX * perY;
        if (middle - span > left) left = middle - span;
        if (middle + span < right) right = middle + span;
      }
      const first = Math.max(0, Math.ceil(left + tailX - 0.5));
      const end = Math.min(width - 1, Math.floor(right + tailX - 0.5)) + y * width;
      let along = (first + 0.5 - tailX) * dirX + down * dirY;
      let across = down * dirX - (first + 0.5 - tailX) * dirY;
      for (let pixel = first + y * width; pixel <= end; pixel++) {
        const aside = across < 0 ? -across : across;
        const d0 = alongOf0 * along + acrossOf0 * aside + at0;
        const d1 = alongOf1 * along + at1;
        const d = d0 > d1 ? d0 : d1;
        if (d < core) {
          const covered = core - d >= 1 ? 255 : ((core - d) * 255 + 0.5) | 0;
          const before = coverage[pixel];
          if (covered << 8 > before) coverage[pixel] = (covered << 8) | (before & 255);
          if (colours !== null) this.tint(pixel, before >> 8, covered, colours, colour);
        }
        // Where the arrow covers all of the pixel, nobody sees its halo.
        if (d < rim && core - d < 1 && reach > 0) {
          const d2 = alongOf2 * along + acrossOf2 * aside + at2;
          const d3 = alongOf3 * along + acrossOf3 * aside + at3;
          const corner = d2 > d3 ? d2 : d3;
          const farthest = corner > d ? corner : d;
          const shaded = rim - farthest >= 1 ? 255 : rim > farthest ? ((rim - farthest) * 255 + 0.5) | 0 : 0;
          const before = coverage[pixel];
          if (shaded > (before & 255)) coverage[pixel] = (before & 0xff00) | shaded;
        }
        along += dirX;
        across -= dirY;
      }
    }
  }

  /** Colours a pixel: what was there before shows through where the arrow covers it in part. */
  private tint(pixel: number, before: number, covered: number, colours: Uint8Array, colour: number): void {
    const share = before === 0 ? 1 : covered / 255;
    for (let k = 0; k < 3; k++) {
      const below = this.colours[3 * pixel + k];
      this.colours[3 * pixel + k] = below + (colours[colour + k] - below) * share + 0.5;
    }
  }

  private paintColours(halo: Colour): void {
    const { coverage, colours, rgba } = this;
    for (let i = 0; i < coverage.length; i++) {
      const arrow = coverage[i] >> 8;
      if (arrow === 0) continue;
      // The share of the arrow in the pixel's colour; its alpha is in place, whatever the colour.
      const share = rgba[4 * i + 3] === 0 ? 1 : arrow / rgba[4 * i + 3];
      rgba[4 * i] = halo.r + (colours[3 * i] - halo.r) * share;
      rgba[4 * i + 1] = halo.g + (colours[3 * i + 1] - halo.g) * share;
      rgba[4 * i + 2] = halo.b + (colours[3 * i + 2] - halo.b) * share;
    }
  }

  private prepareTable(fill: Colour, halo: Colour): void {
    const key = JSON.stringify([fill, halo]);
    if (key === this.tableKey) return;
    this.tableKey = key;
    const { table } = this;
    const bytes = new Uint8ClampedArray(table.buffer);
    for (let level = 1; level < table.length; level++) {
      const arrow = ((level >> 8) / 255) * fill.alpha;
      const shade = ((level & 255) / 255) * halo.alpha * (1 - arrow);
      const alpha = arrow + shade;
      const share = arrow / alpha;
      bytes[4 * level] = halo.r + (fill.r - halo.r) * share;
      bytes[4 * level + 1] = halo.g + (fill.g - halo.g) * share;
      bytes[4 * level + 2] = halo.b + (fill.b - halo.b) * share;
      bytes[4 * level + 3] = 255 * alpha;
    }
  }
}

/** Sets a side by its normal, in any length, and a point of it: along the arrow and across it. */
function setSide(
  sides: Float64Array,
  index: number,
  normalAlong: number,
  normalAcross: number,
  along: number,
  across: number,
): void {
  const length = Math.sqrt(normalAlong * normalAlong + normalAcross * normalAcross) || 1;
  sides[3 * index] = normalAlong / length;
  sides[3 * index + 1] = normalAcross / length;
  sides[3 * index + 2] = -(normalAlong * along + normalAcross * across) / length;
}
