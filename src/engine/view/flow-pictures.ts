import type { ScalarMapKind } from "../../shared/colour-maps/colour-map";
import type { FlowParameters } from "../../shared/flow";
import type { FlowReport } from "../../shared/flow-report";
import { type ArrowGrid, flagsOnGrid, sampleGrid } from "../../shared/overlay/arrow-grid";
import type { FieldPlanes } from "../../shared/overlay/field-planes";
import type { LumaPair } from "../../shared/overlay/flow-difference";
import type { MapSource } from "../../shared/overlay/map-values";
import { pairingOf, saidScale } from "../../shared/pairing";
import type { CoarseFlow, PairFacts, PictureFlow, PictureRequest, Side } from "../../shared/picture";
import type { FlowPool } from "../../workers/flow-pool";
import type { FrameSize, LumaPlanes, SharedBytes } from "../../workers/protocol";
import type { FramePair } from "../flow/cut-finder";
import type { FlowLease } from "../flow/flow-source";
import { pairFacts } from "../flow/pair-facts";
import type { CoarseField } from "./coarse-flows";
import { readField } from "./probe";
import { scatterOf } from "./vector-scatter";

/** A field, and where it is. */
export interface LeasedField {
  readonly lease: FlowLease;
  readonly planes: FieldPlanes;
}

/** A flow that has been computed, and what it is of. */
export interface ComputedFlow {
  readonly lease: FlowLease;
  readonly planes: FieldPlanes;
  readonly report: FlowReport;
  readonly parameters: FlowParameters;
  readonly pair: FramePair;
  /** The flow of the pair back, where the map needs it. */
  readonly back: LeasedField | null;
  /** The flow as it was computed, where it was treated and the map needs that. */
  readonly untreated: LeasedField | null;
}

/** A field that colours are made of. */
interface PaintedField {
  readonly size: FrameSize;
  readonly field: SharedBytes;
  /** Null where the map needs no frames. */
  readonly pair: LumaPlanes | null;
}

/** Makes of a computed flow what a window shows of it: samples for arrows, a picture of colours, lines, values at points. */
export class FlowPictures {
  private colourPicture: SharedBytes | null = null;
  private readonly colourCopies: Record<Side, ArrayBuffer> = {
    a: new ArrayBuffer(0),
    b: new ArrayBuffer(0),
  };

  /** @param size of the movie in pixels */
  constructor(
    private readonly pool: FlowPool,
    private readonly size: FrameSize,
  ) {}

  /** Bytes that copies of colour pictures take. */
  get heldBytes(): number {
    return this.colourCopies.a.byteLength + this.colourCopies.b.byteLength;
  }

  /** Gives back the memory of colours that are not asked for. */
  drop(sides: { readonly a: boolean; readonly b: boolean }): void {
    if (sides.b) this.colourCopies.b = new ArrayBuffer(0);
    if (!sides.a) return;
    this.colourCopies.a = new ArrayBuffer(0);
    if (this.colourPicture) this.pool.heap.release(this.colourPicture);
    this.colourPicture = null;
  }

  /** What a picture says of a computed flow. Its colours lie in memory that the next picture of that side overwrites. */
  async describe(
    request: PictureRequest,
    side: Side,
    { lease, planes, report, parameters, pair, back, untreated }: ComputedFlow,
    signal: AbortSignal,
  ): Promise<{ flow: PictureFlow; colourMs: number }> {
    const { width, height } = this.size;
    const { minimumReliability, minimumSpeed } = request;
    const { first, second } = pair;
    const luma = {
      first: first.meta.luma,
      second: second.meta.luma,
      saidScale: saidScale(pairingOf(parameters)),
      parameters,
      back: back?.lease.slot.memory,
      untreated: untreated?.lease.slot.memory,
    };
    const source = { size: this.size, field: lease.slot.memory, pair: luma };
    const colour = request.colour
      ? await this.paintColours(request, request.colour, side, source, signal)
      : null;
    const lines = request.streamlines
      ? await this.pool.run(
          {
            kind: "streamlines",
            width,
            height,
            field: lease.slot.memory,
            spacing: request.streamlines.spacing,
            ...{ minimumReliability, minimumSpeed },
          },
          { signal },
        )
      : null;
    return {
      flow: {
        parameters,
        first: request.frame,
        second: pair.second.meta.frame,
        report,
        arrows: this.sampleArrows(request, planes),
        ...(request.scatter ? { scatter: scatterOf(planes, this.size, minimumReliability) } : {}),
        facts: this.factsOf(pair),
        colour: colour?.picture ?? null,
        streamlines: lines?.lines ?? null,
        probed: readField(
          mapSourceOf(this.size, planes, pair, parameters, {
            back: back?.planes,
            untreated: untreated?.planes,
          }),
          pair.first.meta.samples,
          scalarMap(request),
          request.points,
        ),
      },
      colourMs: (colour?.colourMs ?? 0) + (lines?.streamlinesMs ?? 0),
    };
  }

  /** What is drawn of a coarse field, in the place of what {@link describe} says of a flow. */
  async describeCoarse(
    request: PictureRequest,
    { pair, parameters, detail, size, field, planes }: CoarseField,
    signal: AbortSignal,
  ): Promise<CoarseFlow> {
    const { arrows, minimumReliability, colour } = request;
    const { width, height } = this.size;
    const wish = colour && { ...colour, step: Math.max(1, Math.floor(colour.step / detail)) };
    const source = { size, field, pair: null };
    const painted = wish && (await this.paintColours(request, wish, "a", source, signal));
    return {
      ...{ detail, parameters, first: request.frame, second: pair.second.meta.frame },
      arrows:
        arrows && isInside(arrows, width, height)
          ? { grid: arrows, samples: sampleCoarsely(arrows, size.width, detail, planes, minimumReliability) }
          : null,
      colour: painted?.picture ?? null,
      streamlines: null,
    };
  }

  private sampleArrows(
    { arrows, minimumReliability }: PictureRequest,
    planes: FieldPlanes,
  ): PictureFlow["arrows"] {
    const { width, height } = this.size;
    // A window that asks for places outside has the size of another movie in mind.
    if (arrows === null || !isInside(arrows, width, height)) return null;
    const { flags } = planes;
    return {
      grid: arrows,
      samples: sampleGrid(arrows, width, planes, minimumReliability),
      ...(flags ? { flags: flagsOnGrid(arrows, width, flags) } : {}),
    };
  }

  private factsOf({ first, second }: FramePair): PairFacts {
    return pairFacts(first.meta.samples, second.meta.samples, this.size);
  }

  private async paintColours(
    { minimumReliability, minimumSpeed }: PictureRequest,
    wish: NonNullable<PictureRequest["colour"]>,
    side: Side,
    { size: { width, height }, field, pair }: PaintedField,
    signal: AbortSignal,
  ): Promise<{ picture: NonNullable<PictureFlow["colour"]>; colourMs: number }> {
    const pictureWidth = Math.ceil(width / wish.step);
    const pictureHeight = Math.ceil(height / wish.step);
    const bytes = pictureWidth * pictureHeight * 4;
    if (this.colourPicture?.byteLength !== bytes) {
      if (this.colourPicture) this.pool.heap.release(this.colourPicture);
      this.colourPicture = this.pool.heap.allocate(bytes);
    }
    if (this.colourCopies[side].byteLength !== bytes) this.colourCopies[side] = new ArrayBuffer(bytes);
    const copy = this.colourCopies[side];
    const shared = this.colourPicture;
    const { colourMs } = await this.pool.run(
      {
        kind: "colour",
        width,
        height,
        map: wish.kind,
        ...{ field, pair },
        picture: shared,
        ...{ minimumReliability, minimumSpeed },
        limit: wish.limit,
        step: wish.step,
        fading: wish.fading,
      },
      { signal },
    );
    // Shared memory cannot cross to another process; what is sent has to be a plain buffer.
    new Uint8Array(copy).set(this.pool.heap.bytes(shared));
    return {
      picture: {
        width: pictureWidth,
        height: pictureHeight,
        data: copy,
        kind: wish.kind,
        limit: wish.limit,
      },
      colourMs,
    };
  }
}

/** The field and its frames as maps are made of them. */
export function mapSourceOf(
  { width, height }: FrameSize,
  planes: FieldPlanes,
  pair: FramePair | null,
  flow: FlowParameters,
  beside: Pick<LumaPair, "back" | "untreated">,
): MapSource {
  const luma = pair && {
    first: pair.first.meta.samples,
    second: pair.second.meta.samples,
    saidScale: saidScale(pairingOf(flow)),
    parameters: flow,
    ...beside,
  };
  return { width, height, ...planes, pair: luma };
}

/** As `sampleGrid`, of a field of so many pixels of the movie a pixel. */
function sampleCoarsely(
  { columns, rows, stepX, stepY, firstX, firstY }: ArrowGrid,
  width: number,
  detail: number,
  { u, v, reliability }: FieldPlanes,
  minimumReliability: number,
): Float32Array {
  const samples = new Float32Array(2 * columns * rows);
  for (let row = 0, at = 0; row < rows; row++) {
    const line = Math.floor((firstY + row * stepY) / detail) * width;
    for (let column = 0; column < columns; column++, at += 2) {
      const pixel = line + Math.floor((firstX + column * stepX) / detail);
      const isHidden = minimumReliability > 0 && !(reliability[pixel] >= minimumReliability);
      samples[at] = isHidden ? Number.NaN : u[pixel];
      samples[at + 1] = isHidden ? Number.NaN : v[pixel];
    }
  }
  return samples;
}

function isInside(
  { stepX, stepY, columns, rows, firstX, firstY }: ArrowGrid,
  width: number,
  height: number,
): boolean {
  return firstX + (columns - 1) * stepX < width && firstY + (rows - 1) * stepY < height;
}

/** The map of the request whose values can be read; null for colours of directions, and for none. */
function scalarMap({ colour }: PictureRequest): ScalarMapKind | null {
  return colour === null || colour.kind === "direction" ? null : colour.kind;
}
