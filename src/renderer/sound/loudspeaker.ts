import { SOUND } from "../../shared/sound";
import type { Loudspeaker, ScheduledSound } from "./sound-player";

/** The browser's loudspeaker. */
export class BrowserLoudspeaker implements Loudspeaker {
  readonly #context = new AudioContext({ sampleRate: SOUND.sampleRate, latencyHint: "interactive" });
  readonly #gain = this.#context.createGain();

  constructor(volume: number) {
    this.#gain.connect(this.#context.destination);
    this.setVolume(volume);
  }

  get ready(): boolean {
    if (this.#context.state === "suspended") void this.#context.resume();
    return this.#context.state === "running";
  }

  get now(): number {
    return this.#context.currentTime;
  }

  get latency(): number {
    return this.#context.outputLatency || this.#context.baseLatency;
  }

  /** @param volume from 0 to 1 as it is heard: loudness goes with about the square root of the amplitude */
  setVolume(volume: number): void {
    this.#gain.gain.value = volume * volume;
  }

  play(samples: Int16Array, at: number, skip: number): ScheduledSound {
    const length = samples.length / SOUND.channels;
    const buffer = this.#context.createBuffer(SOUND.channels, length, SOUND.sampleRate);
    for (let channel = 0; channel < SOUND.channels; channel++) {
      const values = buffer.getChannelData(channel);
      for (let k = 0; k < length; k++) values[k] = (samples[k * SOUND.channels + channel] ?? 0) / 32768;
    }
    const source = this.#context.createBufferSource();
    source.buffer = buffer;
    source.connect(this.#gain);
    source.start(at, skip);
    return { stop: () => source.stop() };
  }
}
