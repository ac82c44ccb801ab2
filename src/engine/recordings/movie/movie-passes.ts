import type { Pass, Passes, PassOptions } from "../../recording/passes";
import { checkSource, type SourceFile } from "../../recording/source-file";
import type { DecodableMovie } from "./decode-run";
import { canJump, type FrameIndex, startFor } from "./frame-index";
import { FrameStream } from "./frame-stream";

/** What passes through a movie need to know of it. */
export interface PassedMovie {
  readonly index: FrameIndex;
  readonly source: SourceFile;
  /** False where the plane that flow is computed of has to be made of what comes through the pipe, as of RGB. */
  readonly isPlain: boolean;
}

/** Decoders whose frames workers read by themselves. */
export class MoviePasses implements Passes {
  readonly #ffmpeg: string;
  readonly #movie: PassedMovie;
  readonly #decodable: (options: PassOptions) => DecodableMovie;

  /** @param decodable the movie, as such a decoder is told of it */
  constructor(ffmpeg: string, movie: PassedMovie, decodable: (options: PassOptions) => DecodableMovie) {
    this.#ffmpeg = ffmpeg;
    this.#movie = movie;
    this.#decodable = decodable;
  }

  canBeginWithin(deinterlace: boolean): boolean {
    return this.#movie.isPlain && canJump(this.#movie.index, deinterlace);
  }

  beginsAt(frame: number): boolean {
    return this.#movie.index.keyframes[frame] === 1;
  }

  startFor(frame: number, deinterlace: boolean): number {
    return startFor(this.#movie.index, frame, deinterlace);
  }

  async open(start: number, options: PassOptions): Promise<Pass | null> {
    if (!this.#movie.isPlain) return null;
    await checkSource(this.#movie.source);
    return FrameStream.open(this.#ffmpeg, this.#decodable(options), start);
  }
}
