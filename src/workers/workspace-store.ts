import { type FlowParameters, isSingleScale } from "../shared/flow";
import { isPrepared } from "../shared/preparation";
import { fieldsOf, needsField, type SummaryNeeds } from "./kernel/workspace";
import type { FrameSize, SharedBytes } from "./protocol";
import type { SharedHeap } from "./shared-heap";

/** What decides a workspace's size and layout. */
export interface WorkspaceSpec extends FrameSize, Pick<SummaryNeeds, "parts"> {
  readonly parameters: FlowParameters;
  readonly bands: number;
  /** A summary needs more where a method has to have a field; counting one needs little. */
  readonly purpose: "flow" | "summary" | "count" | "export" | "regions";
  /** Of an export, which says by itself how much it needs. */
  readonly bytes?: number;
}

/** Knows what the kernels need. */
export interface WorkspaceLayout {
  /** Bytes of a workspace. */
  bytes(spec: WorkspaceSpec): number;
  /** Makes fresh memory a workspace, which then does for any number of pairs until a computation fails in it. */
  prepare(memory: SharedBytes): void;
}

/** Working memory of one flow computation at a time. */
export interface Workspace {
  readonly memory: SharedBytes;
  readonly key: string;
}

interface IdleWorkspace {
  readonly workspace: Workspace;
  /** Leases that had been made when this one was given back. */
  readonly since: number;
}

/** An idle workspace goes after this many leases, for each that may be leased at a time, that had no use for it. */
const USELESS_LEASES = 8;

/**
 * Lends prepared workspaces in the shared heap and keeps them for the next pair of the same kind: in a steady stream of
 * pairs, nothing is allocated or laid out. Memory stays bounded when frame sizes or parameters change: never more than
 * `most` at a time and one to spare, none that has been of no use for a while, and no idle one once memory is short.
 */
export class WorkspaceStore {
  /** The longest idle first. */
  private readonly idle: IdleWorkspace[] = [];
  private leased = 0;
  private leases = 0;

  /** @param most leases at a time */
  constructor(
    private readonly heap: SharedHeap,
    private readonly layout: WorkspaceLayout,
    private readonly most: number,
  ) {
    heap.whenShort(() => this.trim());
  }

  /** @throws KinoflowError `out-of-memory` */
  lease(spec: WorkspaceSpec): Workspace {
    const key = keyOf(spec);
    this.leases++;
    this.leased++;
    // The latest one, whose memory is the likeliest to be in a cache.
    const place = this.idle.findLastIndex(({ workspace }) => workspace.key === key);
    const found = place === -1 ? undefined : this.idle.splice(place, 1)[0];
    while (this.isUseless(this.idle[0])) this.freeOldest();
    if (found) return found.workspace;
    while (this.idle.length > 0 && this.leased + this.idle.length > this.most + 1) this.freeOldest();
    try {
      const memory = this.heap.allocate(this.layout.bytes(spec));
      this.layout.prepare(memory);
      return { memory, key };
    } catch (error) {
      this.leased--;
      throw error;
    }
  }

  /**
   * Takes back what nobody uses any more, to lend it again.
   *
   * @param intact false when its computation has not come to a good end
   */
  giveBack(workspace: Workspace, intact: boolean): void {
    if (!intact) this.layout.prepare(workspace.memory);
    this.leased--;
    this.idle.push({ workspace, since: this.leases });
  }

  /** Frees what is not lent. */
  trim(): void {
    while (this.idle.length > 0) this.freeOldest();
  }

  private isUseless(oldest: IdleWorkspace | undefined): boolean {
    return oldest !== undefined && this.leases - oldest.since > USELESS_LEASES * this.most;
  }

  private freeOldest(): void {
    const oldest = this.idle.shift();
    if (oldest) this.heap.release(oldest.workspace.memory);
  }
}

function keyOf({ parameters, parts, width, height, bands, purpose, bytes }: WorkspaceSpec): string {
  const { method, windowRadius, dense, preparation } = parameters;
  const fields = purpose === "summary" && needsField({ parameters, parts }) ? fieldsOf(parameters) : 0;
  return JSON.stringify([
    purpose,
    bytes,
    width,
    height,
    bands,
    method,
    fields,
    // What regions are counted in.
    purpose === "summary" && parts !== undefined,
    isSingleScale(method) ? windowRadius : dense,
    isPrepared(preparation),
  ]);
}
