import { type BrowserWindow, dialog } from "electron";
import type { Engine } from "../engine/engine";
import { PICTURE_EXTENSIONS } from "../engine/ffmpeg/arguments";

import { lumaPreview, thresholdSpans } from "../engine/masks/frame-luma";
import { readMaskFile } from "../engine/masks/mask-file";
import { failure } from "../shared/errors";
import { MOST_MASK_NUMBERS } from "../shared/marks/marks";
import { spansOfMask } from "../shared/measure/region";
import type { MovieInfo } from "../shared/movie";
import type { Texts } from "../shared/texts/texts";
import type { HandlersOf } from "./ipc-router";
import type { OpenMovies } from "./movie-service";

type MaskChannel = "mask:use" | "mask:from-file" | "mask:luma" | "mask:threshold";

/** Makes masks: of pictures, and of the grey values of frames. */
export class MaskService {
  readonly #engine: () => Promise<Engine>;

  constructor(engine: () => Promise<Engine>) {
    this.#engine = engine;
  }

  /** Answers what the window asks of this. */
  handlers(movies: OpenMovies, texts: () => Texts): HandlersOf<MaskChannel> {
    return {
      "mask:use": ({ token, mask }) => movies.require(token).session.stateMask(mask),
      "mask:from-file": ({ token }, window) => this.#fromFile(window, movies.require(token).info, texts()),
      "mask:luma": async ({ token, frame, deinterlace }) => {
        const { session, info } = movies.require(token);
        return lumaPreview(await session.luma(frame, deinterlace), info);
      },
      "mask:threshold": async ({ token, frame, deinterlace, limit, darker }) => {
        const { session, info } = movies.require(token);
        return withinLimits(thresholdSpans(await session.luma(frame, deinterlace), info, limit, darker));
      },
    };
  }

  async #fromFile(
    window: BrowserWindow,
    { width, height }: Pick<MovieInfo, "width" | "height">,
    { dialogs, regions }: Texts,
  ): Promise<readonly number[] | null> {
    const { canceled, filePaths } = await dialog.showOpenDialog(window, {
      title: regions.maskFileTitle,
      properties: ["openFile"],
      filters: [
        { name: regions.maskPictures, extensions: [...PICTURE_EXTENSIONS] },
        { name: dialogs.allFiles, extensions: ["*"] },
      ],
    });
    const [path] = filePaths;
    if (canceled || path === undefined) return null;
    const { tools } = await this.#engine();
    return withinLimits(spansOfMask(await readMaskFile(tools, path, { width, height }), width, height));
  }
}

/** @throws KinoflowError `invalid-argument` for a mask of too many pieces to be kept */
function withinLimits(spans: readonly number[]): readonly number[] {
  if (spans.length > MOST_MASK_NUMBERS) throw failure("maskPieces");
  return spans;
}
