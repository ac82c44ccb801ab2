/** Smallest, largest and last number of a series; NaN where it has none. */
export interface SeriesSummary {
  readonly min: number;
  readonly max: number;
  readonly last: number;
}

/**
 * The last few records of some numbers each, in the order in which they came. It holds a fixed amount of
 * memory however long a movie plays. NaN stands for "this frame had no such number".
 */
export class History<Channel extends string> {
  readonly capacity: number;
  readonly #channels: readonly Channel[];
  readonly #values: Map<Channel, Float64Array>;
  #next = 0;
  #length = 0;

  constructor(channels: readonly Channel[], capacity: number) {
    this.capacity = capacity;
    this.#channels = channels;
    this.#values = new Map(channels.map((channel) => [channel, new Float64Array(capacity).fill(Number.NaN)]));
  }

  /** Count of records held, at most `capacity`. */
  get length(): number {
    return this.#length;
  }

  /** Adds a record; the oldest one goes when there is no room. */
  push(record: Readonly<Record<Channel, number>>): void {
    for (const channel of this.#channels) {
      const values = this.#values.get(channel);
      if (values) values[this.#next] = record[channel];
    }
    this.#next = (this.#next + 1) % this.capacity;
    this.#length = Math.min(this.#length + 1, this.capacity);
  }

  clear(): void {
    this.#next = 0;
    this.#length = 0;
  }

  /** The number `age` records before the newest one (0 is the newest itself). */
  at(channel: Channel, age: number): number {
    if (age < 0 || age >= this.#length) return Number.NaN;
    const index = (this.#next - 1 - age + 2 * this.capacity) % this.capacity;
    return this.#values.get(channel)?.[index] ?? Number.NaN;
  }

  summary(channel: Channel): SeriesSummary {
    let min = Number.POSITIVE_INFINITY;
    let max = Number.NEGATIVE_INFINITY;
    for (let age = 0; age < this.#length; age += 1) {
      const value = this.at(channel, age);
      if (Number.isNaN(value)) continue;
      if (value < min) min = value;
      if (value > max) max = value;
    }
    return max < min
      ? { min: Number.NaN, max: Number.NaN, last: Number.NaN }
      : { min, max, last: this.at(channel, 0) };
  }
}
