import { basename, extname, join } from "node:path";
import { app, type BrowserWindow, dialog } from "electron";
import { PRIORITY } from "../engine/analysis/source-lane";
import type { Engine } from "../engine/engine";
import { checkOutput } from "../engine/export/output-file";
import { kymographOf } from "../engine/lines/kymograph";
import { writeKymograph } from "../engine/lines/kymograph-file";
import type { Recording } from "../engine/recording/recording";
import type { LineReading, LinesFileOutcome, LinesProgress } from "../shared/contract/lines";
import { failure } from "../shared/errors";
import type { RequestPayload } from "../shared/ipc";
import { axesInWords } from "../shared/measure/calibration";
import type { Kymograph } from "../shared/measure/kymograph";
import { lineSamples } from "../shared/measure/line-figures";
import { maskBytes } from "../shared/measure/mask-bytes";
import { pairingInWords, pairingOf } from "../shared/pairing";
import type { Texts } from "../shared/texts/texts";
import { KINOFLOW_VERSION } from "../shared/version";
import type { HandlersOf } from "./ipc-router";
import { LongJob } from "./long-job";
import type { OpenMovie, OpenMovies } from "./movie-service";
import { throttled } from "./throttle";
import { withEnding } from "./with-ending";

type KymographWish = RequestPayload<"lines:kymograph">;

/** How often the window hears how far a space-time picture has come. */
const TELL_MS = 100;

/** More values are not sent to the window, 64 MB: of a longer range, some frames are left out. */
const MOST_VALUES = 16e6;

/** The space-time picture that was made last. */
interface MadeKymograph {
  readonly movie: Recording;
  readonly wish: KymographWish;
  readonly kymograph: Kymograph;
}

/** Reads motion along lines of the open movie, and makes space-time pictures of them, one at a time. */
export class LinesService {
  readonly #job = new LongJob("measurementRunning");
  readonly #engine: () => Promise<Engine>;
  readonly #tell: (progress: LinesProgress) => void;
  #made: MadeKymograph | null = null;

  constructor(engine: () => Promise<Engine>, tell: (progress: LinesProgress) => void) {
    this.#engine = engine;
    this.#tell = tell;
  }

  /** Throws as `PictureSession.along`. */
  async profile(open: OpenMovie, request: RequestPayload<"lines:profile">): Promise<LineReading> {
    const { points, calibration, frame, deinterlace, flow } = request;
    const samples = lineSamples(points, calibration, open.info);
    return { frame, motion: await open.session.along({ frame, deinterlace, flow, samples }) };
  }

  /** @throws KinoflowError `busy`, `invalid-argument`, `cancelled`, and what `kymographOf` fails with */
  kymograph({ movie, info, session }: OpenMovie, wish: KymographWish): Promise<Kymograph> {
    const { start, end } = wish;
    const last = info.frameCount - 1;
    if (start > end || end > last) throw failure("rangeOutside", start, end, last);
    return this.#job.run(async (signal) => {
      const { pools } = await this.#engine();
      const { count } = lineSamples(wish.points, wish.calibration, info);
      const every = Math.ceil((count * (end - start + 1)) / MOST_VALUES);
      let progress: LinesProgress = { done: 0, total: end - start + 1 };
      const tell = throttled(TELL_MS, () => {
        if (!signal.aborted) this.#tell(progress);
      });
      const request = {
        ...wish,
        every,
        cuts: { marks: session.cutMarks, find: true },
        mask: maskBytes(wish.mask, info),
      };
      const onProgress = (done: number, total: number): void => {
        progress = { done, total };
        tell();
      };
      const kymograph = await pools.use((pool) =>
        kymographOf(pool, movie, request, { signal, priority: PRIORITY, onProgress }),
      );
      this.#made = { movie, wish, kymograph };
      return kymograph;
    });
  }

  /**
   * Asks where to, and writes the space-time picture that was made last there.
   *
   * @throws KinoflowError `invalid-argument` where there is none any more, `output-unwritable` or `disk-full`
   */
  async save(window: BrowserWindow, open: OpenMovie, texts: Texts): Promise<LinesFileOutcome> {
    const made = this.#made;
    if (made?.movie !== open.movie) throw failure("movieClosed");
    const { name } = open.info;
    const choice = await dialog.showSaveDialog(window, {
      title: texts.lines.saveTitle,
      defaultPath: join(app.getPath("pictures"), `${basename(name, extname(name))} ${made.wish.of}.png`),
      filters: [
        { name: texts.dialogs.png, extensions: ["png"] },
        { name: texts.lines.numpy, extensions: ["npy"] },
      ],
      properties: ["showOverwriteConfirmation"],
    });
    if (choice.canceled || !choice.filePath) return { status: "cancelled" };
    const path = await withEnding(window, choice.filePath, ".png", texts);
    if (path === null) return { status: "cancelled" };
    await checkOutput(path, open.movie.path, "picture");
    await writeKymograph({
      ...{ path, kymograph: made.kymograph, calibration: made.wish.calibration },
      facts: factsOf(name, made.wish),
    });
    return { status: "done", fileName: basename(path) };
  }

  /** Answers what the window asks of this. */
  handlers(
    movies: OpenMovies,
    texts: () => Texts,
  ): HandlersOf<"lines:profile" | "lines:kymograph" | "lines:cancel" | "lines:save"> {
    return {
      "lines:profile": (request) => this.profile(movies.require(request.token), request),
      "lines:kymograph": (wish) => this.kymograph(movies.require(wish.token), wish),
      "lines:cancel": () => this.cancel(),
      "lines:save": ({ token }, window) => this.save(window, movies.require(token), texts()),
    };
  }

  cancel(): void {
    this.#job.cancel();
  }

  /** Resolves when nothing runs any more. */
  get idle(): Promise<unknown> {
    return this.#job.idle;
  }

  /** Ends what is under way, for its movie is being closed; resolves when it has let go of the movie and the engine. */
  async leaveMovie(): Promise<void> {
    this.cancel();
    await this.idle;
    this.#made = null;
  }
}

/** How a space-time picture was made, for the file beside it. */
function factsOf(recording: string, { points, flow, calibration, ...wish }: KymographWish) {
  return {
    kinoflow: KINOFLOW_VERSION,
    recording,
    line: points,
    axes: { ...calibration.axes, inWords: axesInWords(calibration) },
    pixel: calibration.pixel,
    flow,
    pairing: pairingInWords(pairingOf(flow)),
    minimumReliability: wish.minimumReliability,
    masked: wish.mask.length > 0,
    withoutCamera: flow.treatment?.camera ?? null,
  };
}
