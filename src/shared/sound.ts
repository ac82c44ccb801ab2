/** How the sound of a movie reaches the window: samples of two channels, interleaved, 16 bits each. */
export const SOUND = { sampleRate: 48_000, channels: 2 } as const;

/** The next samples of a stretch of sound; none when it has come to its end. */
export interface SoundChunk {
  readonly samples: Int16Array<ArrayBuffer>;
}
