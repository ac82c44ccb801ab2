import type { SharedHeap } from "../../../workers/shared-heap";
import { type FrameFormat, frameFormat } from "../../recording/frame-format";
import type { FrameSource } from "../../recording/frame-source";
import { SlotPool } from "../../recording/slot-pool";
import type { SmallFrame, SmallFrames } from "../../recording/small-frames";

/** Room for a few pages. */
const BUDGET_BYTES = 0;

/** Pages made smaller: of each small pixel the one in its middle, which is enough to find one's way by. */
export class PagedSmallFrames implements SmallFrames {
  readonly format: FrameFormat;
  private readonly frames: FrameSource;
  private readonly slots: SlotPool;

  /** @param open opens a frame source with so many bytes of memory */
  constructor(
    heap: SharedHeap,
    private readonly whole: FrameFormat,
    size: { readonly width: number; readonly height: number },
    open: (budgetBytes: number) => FrameSource,
  ) {
    this.format = frameFormat(size, whole.lumaBits, whole.depth, whole.picture);
    this.slots = new SlotPool(heap, this.format.bytes);
    this.frames = open(BUDGET_BYTES);
  }

  async get(frame: number, _tolerance: number, signal: AbortSignal): Promise<SmallFrame> {
    const lease = await this.frames.get(frame, signal);
    try {
      const slot = this.slots.take();
      reduce(this.whole, lease.slot.bytes, this.format, slot.bytes);
      return { memory: slot.memory, release: () => this.slots.give(slot) };
    } finally {
      lease.release();
    }
  }

  async close(): Promise<void> {
    await this.frames.close();
    this.slots.close();
  }
}

/** Takes whole pixels: the luma plane, and of RGB the colours behind it. */
function reduce(from: FrameFormat, source: Uint8Array, to: FrameFormat, target: Uint8Array): void {
  const lumaBytes = from.lumaBits / 8;
  const planes =
    from.picture.kind === "rgb"
      ? [
          { bytes: lumaBytes, from: 0, to: 0 },
          {
            bytes: 3 * lumaBytes,
            from: lumaBytes * from.width * from.height,
            to: lumaBytes * to.width * to.height,
          },
        ]
      : [{ bytes: lumaBytes, from: 0, to: 0 }];
  for (const plane of planes) {
    for (let y = 0; y < to.height; y++) {
      const row = Math.floor(((y + 0.5) * from.height) / to.height) * from.width;
      for (let x = 0; x < to.width; x++) {
        const at = plane.from + plane.bytes * (row + Math.floor(((x + 0.5) * from.width) / to.width));
        const out = plane.to + plane.bytes * (y * to.width + x);
        for (let byte = 0; byte < plane.bytes; byte++) target[out + byte] = source[at + byte];
      }
    }
  }
}
