/** What a container says of one packet, in ticks of the stream's time base. NaN where it says nothing. */
export interface Packet {
  readonly pts: number;
  readonly dts: number;
  readonly duration: number;
  readonly keyframe: boolean;
}

/** A packet as the container lists it. */
export interface ListedPacket extends Packet {
  /** Cut away by the edit list: decoded, but never shown. */
  readonly discarded: boolean;
}

/**
 * Puts packets, which come in decoding order, into presentation order as they come. Decoding timestamps rise, and no
 * frame is presented before it is decoded; so what is presented no later than the latest packet is decoded has found
 * its place, and can be handed on.
 */
export class PresentationOrder {
  /** Packets that may still get others before them, by presentation timestamp. */
  readonly #waiting: Packet[] = [];
  #settled = Number.NEGATIVE_INFINITY;
  #usable = true;
  readonly #next: (packet: Packet) => void;

  constructor(next: (packet: Packet) => void) {
    this.#next = next;
  }

  /**
   * False once a packet has no presentation timestamp, has that of another one, or comes before one that was handed on
   * already: then the timestamps do not say which frame is which, and nothing more is handed on.
   */
  get reliable(): boolean {
    return this.#usable;
  }

  push(packet: Packet): void {
    if (!this.#usable) return;
    if (!(packet.pts > this.#settled) || !this.#insert(packet)) {
      this.#usable = false;
      return;
    }
    while (this.#waiting.length > 0 && this.#waiting[0].pts <= packet.dts) this.#shift();
  }

  /** There are no more packets: the rest is handed on. */
  finish(): void {
    while (this.#usable && this.#waiting.length > 0) this.#shift();
  }

  #insert(packet: Packet): boolean {
    let place = this.#waiting.length;
    while (place > 0 && this.#waiting[place - 1].pts > packet.pts) place--;
    if (place > 0 && this.#waiting[place - 1].pts === packet.pts) return false;
    this.#waiting.splice(place, 0, packet);
    return true;
  }

  #shift(): void {
    const first = this.#waiting.shift();
    if (!first) return;
    this.#settled = first.pts;
    this.#next(first);
  }
}
