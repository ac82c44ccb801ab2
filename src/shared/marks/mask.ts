import { type RegionShape, spansOf } from "../measure/region";
import type { MarkPoint, Marks } from "./marks";

type Mask = Marks["mask"];

/** Numbers of a stretch: row, first column, column after the last one. */
const SPAN = 3;

/** Corners of a quarter of the brush's round ends. */
const QUARTER = 8;

/** What of a picture a brush covers. */
export interface BrushStroke {
  readonly from: MarkPoint;
  readonly to: MarkPoint;
  /** Diameter in heights of pixels, as displayed round. */
  readonly size: number;
}

interface Picture {
  readonly width: number;
  readonly height: number;
  /** Width of a pixel by its height. */
  readonly pixelAspect: number;
}

/** The pixels under a brush that went straight from one place to another, with the one that it began on, as stretches of a mask. */
export function strokeSpans({ from, to, size }: BrushStroke, picture: Picture): Mask {
  const { width, height } = picture;
  const spans = spansOf(capsule(from, to, size / 2, picture.pixelAspect), width, height);
  const point: RegionShape = {
    kind: "rectangle",
    x: Math.round(to[0]),
    y: Math.round(to[1]),
    width: 1,
    height: 1,
  };
  return withSpans([...spans], [...spansOf(point, width, height)]);
}

/** The way of a disc: half a circle at either end. */
function capsule(from: MarkPoint, to: MarkPoint, radius: number, pixelAspect: number): RegionShape {
  const along = Math.atan2(to[1] - from[1], (to[0] - from[0]) * pixelAspect);
  const corners: MarkPoint[] = [];
  for (const [end, turn] of [
    [to, -1],
    [from, 1],
  ] as const) {
    for (let k = 0; k <= 2 * QUARTER; k++) {
      const angle = along + (turn * Math.PI) / 2 + ((k / QUARTER) * Math.PI) / 2;
      corners.push([end[0] + (radius * Math.cos(angle)) / pixelAspect, end[1] + radius * Math.sin(angle)]);
    }
  }
  return { kind: "polygon", corners };
}

/** The pixels of either mask. */
export function withSpans(mask: Mask, more: Mask): Mask {
  return combined(mask, more, (one, other) => one || other);
}

/** The pixels of the first mask that are not in the second one. */
export function withoutSpans(mask: Mask, less: Mask): Mask {
  return combined(mask, less, (one, other) => one && !other);
}

/** Both masks are gone through by rows, each once. */
function combined(one: Mask, other: Mask, keeps: (inOne: boolean, inOther: boolean) => boolean): Mask {
  const result: number[] = [];
  let a = 0;
  let b = 0;
  while (a < one.length || b < other.length) {
    const row = Math.min(one[a] ?? Number.POSITIVE_INFINITY, other[b] ?? Number.POSITIVE_INFINITY);
    const endA = rowEnd(one, a, row);
    const endB = rowEnd(other, b, row);
    // Where either begins or ends; in between nothing changes.
    const edges = [...edgesOf(one, a, endA, true), ...edgesOf(other, b, endB, false)].sort(
      (x, y) => x.at - y.at,
    );
    let inOne = false;
    let inOther = false;
    let start: number | null = null;
    for (const [k, edge] of edges.entries()) {
      if (edge.ofOne) inOne = edge.begins;
      else inOther = edge.begins;
      if (edges[k + 1]?.at === edge.at) continue;
      const inside = keeps(inOne, inOther);
      if (inside && start === null) start = edge.at;
      if (inside || start === null) continue;
      if (start < edge.at) result.push(row, start, edge.at);
      start = null;
    }
    a = endA;
    b = endB;
  }
  return result;
}

interface Edge {
  readonly at: number;
  readonly begins: boolean;
  readonly ofOne: boolean;
}

function rowEnd(mask: Mask, from: number, row: number): number {
  let end = from;
  while (end < mask.length && mask[end] === row) end += SPAN;
  return end;
}

function edgesOf(mask: Mask, from: number, to: number, ofOne: boolean): readonly Edge[] {
  const edges: Edge[] = [];
  for (let at = from; at < to; at += SPAN)
    edges.push({ at: mask[at + 1], begins: true, ofOne }, { at: mask[at + 2], begins: false, ofOne });
  return edges;
}
