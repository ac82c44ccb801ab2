import { failure } from "../../shared/errors";
import { SOUND, type SoundChunk } from "../../shared/sound";
import { inputFile, QUIET, seconds } from "../ffmpeg/arguments";
import { ToolProcess } from "../ffmpeg/process";
import type { RecordedSound } from "../recording/recording";
import { secondsInFile, type Timeline } from "../recording/timeline";

const BYTES_PER_SAMPLE = 2;
const BYTES_PER_MOMENT = SOUND.channels * BYTES_PER_SAMPLE;

/**
 * The sound of a movie from a time on, as {@link SOUND} says, of its first track. Gaps are silence, and so is what lies
 * before the beginning of the track: the first sample is the one that belongs to the time that was asked for.
 */
export class SoundStream {
  private readonly tool: ToolProcess;
  private readonly source: AsyncIterator<Buffer>;
  private rest: Buffer = Buffer.alloc(0);
  private over = false;
  private began = false;

  /**
   * @param ffmpegPath the program
   * @param from seconds of the movie, which begins with its first frame
   */
  constructor(ffmpegPath: string, { path, tracks }: RecordedSound, timeline: Timeline, from: number) {
    const [track] = tracks;
    this.tool = new ToolProcess(ffmpegPath, [
      ...QUIET,
      ...["-ss", seconds(secondsInFile(timeline, 0) + from), "-vn", "-sn", "-dn"],
      ...inputFile(path),
      ...["-map", `0:${track.stream}`],
      ...["-af", `aresample=${SOUND.sampleRate}:async=1:first_pts=0`, "-ac", String(SOUND.channels)],
      ...["-f", "s16le", "pipe:1"],
    ]);
    this.source = this.tool.stdout[Symbol.asyncIterator]();
  }

  /**
   * The next stretch: as long as wished, shorter at the end, and empty after it.
   *
   * @throws KinoflowError `decoder-failed` when there is no sound at all to be had
   */
  async read(length: number): Promise<SoundChunk> {
    const wanted = Math.round(length * SOUND.sampleRate) * BYTES_PER_MOMENT;
    while (this.rest.length < wanted && !this.over) await this.take();
    if (!this.began && this.rest.length === 0) await this.expectSound();
    this.began = true;
    const whole = Math.min(wanted, this.rest.length - (this.rest.length % BYTES_PER_MOMENT));
    const bytes = Uint8Array.from(this.rest.subarray(0, whole));
    this.rest = this.rest.subarray(whole);
    return { samples: new Int16Array(bytes.buffer) };
  }

  async close(): Promise<void> {
    this.tool.kill();
    // What nobody has read would keep the pipe open, and a program counts as running until its pipes are closed.
    this.tool.stdout.destroy();
    await this.tool.ended;
  }

  private async take(): Promise<void> {
    try {
      const { value, done } = await this.source.next();
      if (done === true) this.over = true;
      else this.rest = this.rest.length === 0 ? value : Buffer.concat([this.rest, value]);
    } catch {
      // The pipe broke off with the program.
      this.over = true;
    }
  }

  /** Nothing came: that is right after the end of the track, and wrong where ffmpeg failed. */
  private async expectSound(): Promise<void> {
    const { code, signal } = await this.tool.ended;
    if (code !== 0 && signal === null) throw failure("soundUndecodable").withDetails(this.tool.errorText);
  }
}
