import type { FlowParameters, FlowReport } from "../../shared/flow";
import type { FlowPool } from "../../workers/flow-pool";
import type { FrameLease } from "../movie/frame-source";
import { type Lease, LeasedCache } from "../movie/leased-cache";
import type { Movie } from "../movie/movie";
import { SlotPool } from "../movie/slot-pool";

/** A computed field: u (width * height float32), then v, in the slot of the lease. */
export type FlowLease = Lease<FlowReport>;

/** Memory for computed fields: stepping back and forth, or changing arrows and colours, computes nothing again. */
const FIELD_BUDGET = 32 * 1024 * 1024;

/** The flow of any pair (k, k + 1) of one movie, from a few cached fields or from a worker. */
export class FlowSource {
  private readonly cache: LeasedCache<string, FlowReport>;
  private readonly width: number;
  private readonly height: number;

  constructor(
    private readonly pool: FlowPool,
    movie: Movie,
  ) {
    this.width = movie.info.width;
    this.height = movie.info.height;
    const fieldBytes = this.width * this.height * 8;
    this.cache = new LeasedCache(
      new SlotPool(fieldBytes),
      Math.max(2, Math.floor(FIELD_BUDGET / fieldBytes)),
    );
  }

  /** Bytes of shared memory that the fields hold. */
  get heldBytes(): number {
    return this.cache.heldBytes;
  }

  /** A field that is already there. */
  cached(frame: number, parameters: FlowParameters): FlowLease | null {
    return this.cache.lease(keyOf(frame, parameters));
  }

  /**
   * Computes the flow from `first` to `second`, which have to be frames k and k + 1, and keeps it.
   *
   * @throws KinoflowError `cancelled`, or `worker-died`.
   */
  async compute(
    first: FrameLease,
    second: FrameLease,
    parameters: FlowParameters,
    signal?: AbortSignal,
  ): Promise<FlowLease> {
    const key = keyOf(first.meta.frame, parameters);
    const slot = this.cache.reserve();
    const lumaBytes = this.width * this.height;
    let report: FlowReport;
    try {
      report = await this.pool.run(
        {
          kind: "flow",
          width: this.width,
          height: this.height,
          first: { ...first.slot.memory, byteLength: lumaBytes },
          second: { ...second.slot.memory, byteLength: lumaBytes },
          field: slot.memory,
          parameters,
        },
        signal ? { signal } : {},
      );
    } catch (error) {
      this.cache.drop(slot);
      throw error;
    }
    return this.cache.keepAndLease(key, slot, report);
  }

  /** The two components of a leased field. */
  components(lease: FlowLease): { readonly u: Float32Array; readonly v: Float32Array } {
    const { buffer, byteOffset } = lease.slot.memory;
    const pixels = this.width * this.height;
    return {
      u: new Float32Array(buffer, byteOffset, pixels),
      v: new Float32Array(buffer, byteOffset + 4 * pixels, pixels),
    };
  }
}

function keyOf(frame: number, { method, windowRadius }: FlowParameters): string {
  return `${frame}/${method}/${windowRadius}`;
}
