/** A small picture of about a frame; see the request `movie:thumbnail`. */
export interface ThumbnailWish {
  readonly frame: number;
  readonly tolerance: number;
}

/** Who wishes for pictures, the one to be served first. */
export const THUMBNAIL_OWNERS = ["hover", "strip"] as const;
export type ThumbnailOwner = (typeof THUMBNAIL_OWNERS)[number];

export interface ThumbnailLoaderOptions {
  /** Null where there is no such picture. */
  readonly load: (wish: ThumbnailWish) => Promise<Uint8Array | null>;
  /** Makes an address for the bytes of a picture, and gives it back. */
  readonly createUrl: (png: Uint8Array) => string;
  readonly revokeUrl: (url: string) => void;
  readonly budgetBytes: number;
  /** Called when there is another picture. */
  readonly onChange: () => void;
}

interface KeptThumbnail {
  readonly url: string | null;
  readonly bytes: number;
  /** It shows what is not wished for any more, and stays until there is another one. */
  readonly stale: boolean;
}

/**
 * Fetches small pictures one after the other, always for the latest wishes: what nobody wishes for any more is not asked
 * for. Keeps the pictures up to a number of bytes; the one that has not been wished for for longest goes first.
 */
export class ThumbnailLoader {
  readonly #options: ThumbnailLoaderOptions;
  readonly #kept = new Map<string, KeptThumbnail>();
  #wishes: Readonly<Record<ThumbnailOwner, readonly ThumbnailWish[]>> = { hover: [], strip: [] };
  #keptBytes = 0;
  #busy = false;
  #held = false;
  /** Grows when everything is forgotten: an answer from before is of another movie. */
  #era = 0;

  constructor(options: ThumbnailLoaderOptions) {
    this.#options = options;
  }

  /** What an owner wishes for from now on, the most urgent one first. */
  wish(owner: ThumbnailOwner, wishes: readonly ThumbnailWish[]): void {
    this.#wishes = { ...this.#wishes, [owner]: wishes };
    for (const wish of wishes) this.#touch(keyOf(wish));
    this.#evict();
    void this.#proceed();
  }

  /** Fetches nothing while it is held: something else needs the machine more. */
  hold(held: boolean): void {
    this.#held = held;
    void this.#proceed();
  }

  /** The address of a picture that is there; null otherwise. */
  urlOf(wish: ThumbnailWish): string | null {
    return this.#kept.get(keyOf(wish))?.url ?? null;
  }

  /** Has all pictures made anew: they would come out otherwise now. Until then there are those that are there. */
  renew(): void {
    this.#era += 1;
    for (const [key, kept] of this.#kept) this.#kept.set(key, { ...kept, stale: true });
    void this.#proceed();
  }

  /** Forgets all pictures and wishes. */
  clear(): void {
    this.#era += 1;
    this.#wishes = { hover: [], strip: [] };
    for (const { url } of this.#kept.values()) if (url !== null) this.#options.revokeUrl(url);
    this.#kept.clear();
    this.#keptBytes = 0;
  }

  async #proceed(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    for (let wish = this.#next(); wish !== undefined; wish = this.#next()) {
      const era = this.#era;
      const png = await this.#options.load(wish);
      if (era !== this.#era) continue;
      // That there is none is worth knowing too.
      const kept = { url: png && this.#options.createUrl(png), bytes: png?.byteLength ?? 0, stale: false };
      this.#drop(keyOf(wish));
      this.#kept.set(keyOf(wish), kept);
      this.#keptBytes += kept.bytes;
      this.#evict();
      this.#options.onChange();
    }
    this.#busy = false;
  }

  #next(): ThumbnailWish | undefined {
    if (this.#held) return undefined;
    return this.#allWishes().find((wish) => this.#kept.get(keyOf(wish))?.stale ?? true);
  }

  #allWishes(): readonly ThumbnailWish[] {
    return THUMBNAIL_OWNERS.flatMap((owner) => this.#wishes[owner]);
  }

  /** A map is in the order in which things were put into it. */
  #touch(key: string): void {
    const kept = this.#kept.get(key);
    if (kept === undefined) return;
    this.#kept.delete(key);
    this.#kept.set(key, kept);
  }

  #evict(): void {
    if (this.#keptBytes <= this.#options.budgetBytes) return;
    // What is on the screen stays, or it would be fetched again at once.
    const wanted = new Set(this.#allWishes().map(keyOf));
    for (const key of this.#kept.keys()) {
      if (this.#keptBytes <= this.#options.budgetBytes) return;
      if (!wanted.has(key)) this.#drop(key);
    }
  }

  #drop(key: string): void {
    const kept = this.#kept.get(key);
    if (kept === undefined) return;
    this.#kept.delete(key);
    this.#keptBytes -= kept.bytes;
    if (kept.url !== null) this.#options.revokeUrl(kept.url);
  }
}

function keyOf({ frame, tolerance }: ThumbnailWish): string {
  return `${frame} ${tolerance}`;
}
