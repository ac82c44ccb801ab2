import { CoverageMask } from "./coverage-mask";
import { PolygonRaster } from "./raster";
import type { Colour, Surface } from "./surface";

/**
 * Where a painting lands: picture coordinates times `scale`, plus `offset`, are pixels of the surface.
 *
 * Everything is painted in picture coordinates: the *displayed* picture with the height of a movie pixel as
 * its unit, so that a circle is a circle. On a frame of the movie itself `scaleX` is 1 / pixelAspect and
 * `scaleY` 1; on a bitmap for the screen both are the device pixels per unit.
 */
export interface Placement {
  readonly scaleX: number;
  readonly scaleY: number;
  readonly offsetX: number;
  readonly offsetY: number;
}

/** The placement of picture coordinates on a frame of the movie, with its stored pixels. */
export function framePlacement(pixelAspect: number): Placement {
  return { scaleX: 1 / pixelAspect, scaleY: 1, offsetX: 0, offsetY: 0 };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The same on a picture of the whole movie of any size, whose pixels may have another shape than the movie's. */
export function scaledPlacement(movie: Size, picture: Size, pixelAspect: number): Placement {
  return {
    scaleX: picture.width / (movie.width * pixelAspect),
    scaleY: picture.height / movie.height,
    offsetX: 0,
    offsetY: 0,
  };
}

const QUARTER_STEPS = 24;

/**
 * Draws shapes into a coverage mask and blends them, united, in one colour. Holds the scratch memory of the
 * drawing: made once for a surface size, it can serve every frame.
 */
export class Brush {
  readonly mask: CoverageMask;
  surface: Surface;
  placement: Placement;
  private readonly raster = new PolygonRaster();
  private points = new Float64Array(256);
  private count = 0;

  /** @param mask of the size of the surface, and empty; shared with other brushes if they take turns */
  constructor(
    surface: Surface,
    placement: Placement,
    mask: CoverageMask = new CoverageMask(surface.width, surface.height),
  ) {
    this.surface = surface;
    this.placement = placement;
    this.mask = mask;
  }

  /** Adds a corner to the polygon in the making. */
  point(x: number, y: number): void {
    const { scaleX, scaleY, offsetX, offsetY } = this.placement;
    this.devicePoint(x * scaleX + offsetX, y * scaleY + offsetY);
  }

  /** As {@link point}, in pixels of the surface. */
  devicePoint(x: number, y: number): void {
    if (2 * this.count + 2 > this.points.length) {
      const longer = new Float64Array(2 * this.points.length);
      longer.set(this.points);
      this.points = longer;
    }
    this.points[2 * this.count] = x;
    this.points[2 * this.count + 1] = y;
    this.count++;
  }

  /** Closes the polygon and unites it with the mask. */
  fill(): void {
    this.raster.fill(this.mask, this.points, this.count);
    this.count = 0;
  }

  /** Adds corners along an arc; angles in radians, 0 to the right, growing clockwise as y is down. */
  arc(x: number, y: number, radius: number, from: number, to: number): void {
    const steps = Math.max(1, Math.ceil((Math.abs(to - from) / (Math.PI / 2)) * QUARTER_STEPS));
    for (let i = 0; i <= steps; i++) {
      const angle = from + ((to - from) * i) / steps;
      this.point(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
    }
  }

  disc(x: number, y: number, radius: number): void {
    this.arc(x, y, radius, 0, 2 * Math.PI);
    this.fill();
  }

  roundedRectangle(x: number, y: number, width: number, height: number, radius: number): void {
    const r = Math.min(radius, width / 2, height / 2);
    const quarter = Math.PI / 2;
    this.arc(x + width - r, y + r, r, -quarter, 0);
    this.arc(x + width - r, y + height - r, r, 0, quarter);
    this.arc(x + r, y + height - r, r, quarter, 2 * quarter);
    this.arc(x + r, y + r, r, 2 * quarter, 3 * quarter);
    this.fill();
  }

  /** A line with round ends, in pixels of the surface; its thickness may differ by axis, as the pixels do. */
  deviceStroke(x0: number, y0: number, x1: number, y1: number, thicknessX: number, thicknessY: number): void {
    // In a space where the pen is a unit circle, and back.
    const rx = thicknessX / 2;
    const ry = thicknessY / 2;
    const dx = (x1 - x0) / rx;
    const dy = (y1 - y0) / ry;
    const along = dx === 0 && dy === 0 ? 0 : Math.atan2(dy, dx);
    const steps = Math.min(24, Math.max(4, Math.ceil(2 * Math.sqrt(Math.max(rx, ry)) + 2)));
    for (let end = 0; end < 2; end++) {
      const x = end === 0 ? x1 : x0;
      const y = end === 0 ? y1 : y0;
      const start = along - Math.PI / 2 + end * Math.PI;
      for (let i = 0; i <= steps; i++) {
        const angle = start + (Math.PI * i) / steps;
        this.devicePoint(x + rx * Math.cos(angle), y + ry * Math.sin(angle));
      }
    }
    this.fill();
  }

  /** Blends what was drawn since the last call, and starts anew. */
  blend(colour: Colour): void {
    this.surface.blendMask(this.mask, colour);
    this.mask.clear();
  }
}
