import { createHash } from "node:crypto";
import { z } from "zod";
import { type ChosenScales, chosenScalesSchema, NO_CHOSEN_SCALES } from "../shared/chosen-scales";
import type { HandlersOf } from "./ipc-router";
import { JsonFile } from "./json-file";
import type { OpenMovies } from "./movie-service";

/** Of so many movies scales are remembered. */
const MOST = 200;

const entrySchema = z.object({ id: z.string().min(1), scales: chosenScalesSchema });
type Entry = z.infer<typeof entrySchema>;

/** The scales that a person chose for movies, by the movies' paths; those of the movie that was changed last come first. */
export class ChosenScalesOfMovies {
  readonly #file: JsonFile;
  #entries: readonly Entry[];

  constructor(path: string) {
    this.#file = new JsonFile(path);
    const parsed = z.array(entrySchema).safeParse(this.#file.read());
    this.#entries = parsed.success ? parsed.data.slice(0, MOST) : [];
  }

  of(path: string): ChosenScales {
    const id = idOf(path);
    return this.#entries.find((entry) => entry.id === id)?.scales ?? NO_CHOSEN_SCALES;
  }

  /** @throws KinoflowError `output-unwritable` or `disk-full`; they count until the app ends then */
  async keep(path: string, scales: ChosenScales): Promise<void> {
    const id = idOf(path);
    const others = this.#entries.filter((entry) => entry.id !== id);
    const isChosen = Object.values(scales).some((choice) => choice !== null);
    this.#entries = (isChosen ? [{ id, scales }, ...others] : others).slice(0, MOST);
    await this.#file.write(this.#entries);
  }

  /** Forgets all movies. */
  async clear(): Promise<void> {
    this.#entries = [];
    await this.#file.write(this.#entries);
  }

  /** Answers what the window asks of this. */
  handlers(movies: OpenMovies): HandlersOf<"scales:recall" | "scales:keep"> {
    return {
      "scales:recall": ({ token }) => this.of(movies.require(token).movie.path),
      "scales:keep": ({ token, scales }) => this.keep(movies.require(token).movie.path, scales),
    };
  }

  /** Resolves when everything is written. */
  get idle(): Promise<unknown> {
    return this.#file.idle;
  }
}

function idOf(path: string): string {
  return createHash("sha256").update(path).digest("hex").slice(0, 24);
}
