import { mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { writeFileAtomically } from "../engine/field-io/atomic-file";
import { Turns } from "../shared/turns";

/** Something small that the app remembers in a JSON file. Writes follow one another; readers never see half a file. */
export class JsonFile {
  readonly #turns = new Turns();
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** What the file holds; undefined when it is not there or damaged. */
  read(): unknown {
    try {
      return JSON.parse(readFileSync(this.#path, "utf8"));
    } catch {
      return undefined;
    }
  }

  /** @throws KinoflowError `output-unwritable` or `disk-full` */
  write(value: unknown): Promise<void> {
    const bytes = Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
    return this.#turns.take(() => {
      mkdirSync(dirname(this.#path), { recursive: true });
      return writeFileAtomically(this.#path, bytes);
    });
  }

  /** Resolves when everything is written. */
  get idle(): Promise<unknown> {
    return this.#turns.idle;
  }
}
