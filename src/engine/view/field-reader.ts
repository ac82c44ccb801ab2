import type { ScalarMapKind } from "../../shared/colour-maps/colour-map";
import { markOfPair } from "../../shared/cut-marks";
import { cancelledError, failure, isCancelled } from "../../shared/errors";
import type { FlowParameters } from "../../shared/flow";
import { type LineMotion, type LineSamples, readAlong } from "../../shared/measure/line";
import type { RegionSums } from "../../shared/measure/region-figures";
import { type MapSource, needsFrames, needsWayBack } from "../../shared/overlay/map-values";
import { crossedFrames, pairingOf, saidScale, secondOf } from "../../shared/pairing";
import type { PictureRequest } from "../../shared/picture";
import type { FlowProbe } from "../../shared/probe";
import { nextPartsKey } from "../analysis/parts-key";
import { partsWishOf } from "../analysis/parts-wish";
import type { FramePair } from "../flow/cut-finder";
import { type FlowLease, sameFlow } from "../flow/flow-source";
import { crossesCut } from "../flow/pair-finder";
import type { FrameLease } from "../recording/frame-source";
import { mapSourceOf } from "./flow-pictures";
import {
  type ExtentRequest,
  type FieldRequest,
  type ProbeRequest,
  type RegionsRequest,
  readField,
} from "./probe";
import type { SessionSources } from "./session-sources";

/** Asks for the motion along a line. */
export interface LineReadRequest extends FieldRequest {
  readonly samples: LineSamples;
}

/** Something that is to be read of a field, and whether pictures have moved on from that. */
interface Reading {
  readonly request: FieldRequest;
  stale: boolean;
}

/** What a reading takes beside the field: the frames of the pair, its flow back, and the flow as it was computed where it was treated. */
interface Needs {
  readonly frames: boolean;
  readonly back: boolean;
  /** Name of the mask that the field has; default: that of the pictures. */
  readonly mask?: string;
  readonly untreated: boolean;
}

const FIELD_ALONE: Needs = { frames: false, back: false, untreated: false };

/** What is done with a field while it stays where it is; the frames are null where they are not needed. */
type FieldWork<T> = (field: FlowLease, pair: ReadPair | null, signal: AbortSignal) => T | Promise<T>;

/** The frames of a pair; and the flow back, and the one that was not treated, where they are needed. */
interface ReadPair extends FramePair {
  readonly back: FlowLease | null;
  readonly untreated: FlowLease | null;
}

/**
 * Reads fields at points: those that pictures are made from, if they are there still. Else they are computed, in turn with the pictures,
 * which go first and interrupt that; one of another flow has it given up.
 */
export class FieldReader {
  /** Of a flow that is computed for its values at points only. */
  private computing: AbortController | null = null;
  /** What is being read, or waits for that. */
  private readonly readings = new Set<Reading>();
  /** Pictures that have been asked for and not been begun. */
  private waiting = 0;

  /** The regions that were counted last, so that workers keep their pixels from frame to frame. */
  private counted = { text: "", key: 0 };

  /** @param inTurn does something once nothing else of the session is under way */
  constructor(
    private readonly sources: SessionSources,
    private readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>,
  ) {}

  /** A picture was asked for: it goes first. */
  pictureAsked(request: PictureRequest): void {
    for (const reading of this.readings) reading.stale ||= !isOf(request, reading.request);
    this.interrupt();
    this.waiting++;
  }

  pictureBegun(): void {
    this.waiting--;
  }

  /** Ends what is being computed here; it is tried again where it is still wanted. */
  interrupt(): void {
    this.computing?.abort();
  }

  /** As `PictureSession.probe`. */
  async probe(request: ProbeRequest): Promise<FlowProbe> {
    const { frame, map, points } = request;
    this.checkPair(request);
    const read = (field: MapSource, first: FrameLease | undefined): FlowProbe => ({
      ...{ frame, values: readField(field, first?.meta.samples ?? null, map, points) },
    });
    const known = map !== null && needsFrames(map) ? null : this.readCached(request, read);
    return (
      known ??
      this.onField(request, { ...needsOf(request), frames: true }, (lease, pair) =>
        read(this.mapSource(lease, pair, request.flow), pair?.first),
      )
    );
  }

  /** As `PictureSession.along`. */
  async along(request: LineReadRequest): Promise<LineMotion> {
    this.checkPair(request);
    const { info } = this.sources.movie;
    const read = (field: MapSource): LineMotion => readAlong(field, info, request.samples);
    return (
      this.readCached(request, read) ??
      this.onField(request, FIELD_ALONE, (lease, pair) => read(this.mapSource(lease, pair, request.flow)))
    );
  }

  /** As `PictureSession.mapExtent`. */
  async mapExtent(request: ExtentRequest): Promise<number> {
    const { map, minimumReliability } = request;
    const { movie, pool } = this.sources;
    const { width, height } = movie.info;
    this.checkPair(request);
    return this.onField(request, needsOf(request), async (lease, pair, signal) => {
      const { extent } = await pool.run(
        {
          ...{ kind: "extent", width, height, map, minimumReliability },
          field: lease.slot.memory,
          pair: pair && {
            first: pair.first.meta.luma,
            second: pair.second.meta.luma,
            saidScale: saidScale(pairingOf(request.flow)),
            parameters: request.flow,
            back: pair.back?.slot.memory,
            untreated: pair.untreated?.slot.memory,
          },
        },
        { signal },
      );
      return extent;
    });
  }

  /** As `PictureSession.regionFigures`. */
  async regionFigures(request: RegionsRequest): Promise<readonly RegionSums[]> {
    const { movie, pool } = this.sources;
    const { width, height } = movie.info;
    const { figures, flow, parts: asked } = request;
    const parts = partsWishOf({ ...asked, mask: [] }, movie.info);
    if (parts === undefined) return [];
    this.checkPair(request);
    const { regions, displacement } = parts;
    return this.onField(request, { ...FIELD_ALONE, mask: request.mask }, async (lease, _pair, signal) => {
      const { mask } = this.sources.flows;
      const excluded = mask?.mask ?? flow.treatment?.mask ?? [];
      const text = JSON.stringify([regions, displacement, mask?.name ?? excluded]);
      if (text !== this.counted.text) this.counted = { text, key: nextPartsKey() };
      const { key } = this.counted;
      const job = { width, height, field: lease.slot.memory, parameters: flow, figures };
      return pool.countRegions({ ...job, excluded, parts: { regions, displacement, key } }, { signal });
    });
  }

  private checkPair({ frame, flow }: FieldRequest): void {
    const { movie, cutMarks } = this.sources;
    const pairing = pairingOf(flow);
    const second =
      Number.isInteger(frame) && frame >= 0 ? secondOf(pairing, frame, movie.timeline.count) : null;
    if (second === null) throw failure("noNextFrame", frame);
    // A field that was computed before somebody said so may be there still.
    const crossed = crossedFrames(pairing, frame, second);
    if (crossed.some((other) => markOfPair(cutMarks, other))) throw failure("acrossCut");
  }

  /** Null where the field or its first frame is not in memory. */
  private readCached<T>(request: FieldRequest, read: (field: MapSource, first: FrameLease) => T): T | null {
    const { frames, flows, deinterlace, closed } = this.sources;
    if (request.deinterlace !== deinterlace || closed) return null;
    const first = frames.cached(request.frame);
    const lease = first && flows.cached(request.frame, request.flow);
    try {
      return first && lease && read(this.mapSource(lease, null, request.flow), first);
    } finally {
      lease?.release();
      first?.release();
    }
  }

  private mapSource(lease: FlowLease, pair: ReadPair | null, flow: FlowParameters): MapSource {
    const { movie, flows } = this.sources;
    const planesOf = (of: FlowLease | null | undefined) => (of ? flows.planes(of) : undefined);
    const beside = { back: planesOf(pair?.back), untreated: planesOf(pair?.untreated) };
    return mapSourceOf(movie.info, flows.planes(lease), pair, flow, beside);
  }

  /** Works on a field, and on the frames of its pair where they are needed, once no picture is asked for. */
  private async onField<T>(request: FieldRequest, needs: Needs, work: FieldWork<T>): Promise<T> {
    const reading: Reading = { request, stale: false };
    this.readings.add(reading);
    try {
      let done: { readonly value: T } | null = null;
      while (done === null) done = await this.inTurn(() => this.tryOnField(reading, needs, work));
      return done.value;
    } finally {
      this.readings.delete(reading);
    }
  }

  /** Null where a picture of the same flow was asked for meanwhile, which goes first. */
  private async tryOnField<T>(
    reading: Reading,
    needs: Needs,
    work: FieldWork<T>,
  ): Promise<{ readonly value: T } | null> {
    const { sources } = this;
    if (sources.closed) throw cancelledError();
    const { frame, deinterlace, flow } = reading.request;
    const control = new AbortController();
    const { signal } = control;
    const leases: { release(): void }[] = [];
    const keep = <L extends { release(): void }>(lease: L): L => {
      leases.push(lease);
      return lease;
    };
    try {
      // In the same turn as the field is read, as a picture between may have another one.
      if (needs.mask !== undefined) sources.switchMask(needs.mask);
      const known = deinterlace === sources.deinterlace ? sources.flows.cached(frame, flow) : null;
      if (known) keep(known);
      // The work itself is quick: no picture interrupts it.
      const { ending } = sources;
      if (known && !needs.frames) return { value: await work(known, null, ending) };
      if (reading.stale) throw cancelledError();
      if (this.waiting > 0) return null;
      this.computing = control;
      await sources.switchFields(deinterlace);
      const first = keep(await sources.frames.get(frame, signal));
      const pairing = pairingOf(flow);
      const other = await sources.pairs.second(frame, pairing, signal);
      if (other === null) throw failure("noNextFrame", frame);
      const second = keep(await sources.frames.get(other, signal));
      if (await crossesCut(sources.cuts, pairing, { first, second }, signal)) throw failure("acrossCut");
      const { flows, figures } = sources;
      const field = known ?? keep(await flows.compute(first, second, flow, figures, signal));
      const back = needs.back ? keep(await flows.back(first, second, flow, figures, signal)) : null;
      const untreated = needs.untreated
        ? keep(await flows.untreated(first, second, flow, figures, signal))
        : null;
      return { value: await work(field, { first, second, back, untreated }, ending) };
    } catch (error) {
      if (signal.aborted && !sources.closed && !reading.stale && isCancelled(error)) return null;
      throw error;
    } finally {
      this.computing = null;
      for (const lease of leases) lease.release();
    }
  }
}

/** What the values of a map are made of. */
function needsOf({
  map,
  flow,
}: {
  readonly map: ScalarMapKind | null;
  readonly flow: FlowParameters;
}): Needs {
  if (map === null || !needsFrames(map)) return FIELD_ALONE;
  return { frames: true, back: needsWayBack(map), untreated: flow.treatment !== undefined };
}

/** Whether a picture is of a flow, or shows frames only of which that flow may be read. */
function isOf({ frame, deinterlace, flow, compare }: PictureRequest, field: FieldRequest): boolean {
  if (deinterlace !== field.deinterlace) return false;
  if (frame === field.frame && (flow === null || sameFlow(flow, field.flow))) return true;
  return compare !== null && compare.frame === field.frame && sameFlow(compare.flow, field.flow);
}
