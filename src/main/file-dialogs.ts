import { type BrowserWindow, dialog, type OpenDialogOptions } from "electron";
import { MOVIE_EXTENSIONS, PICTURE_EXTENSIONS } from "../engine/ffmpeg/arguments";
import { checkFfmpeg } from "../engine/ffmpeg/locate";
import { FIELD_FORMATS } from "../engine/field-io/field-file";
import { PROJECT_EXTENSION } from "../shared/project";
import { RAW_EXTENSIONS } from "../shared/raw-layout";
import type { Texts } from "../shared/texts/texts";

/** Asks a person for files with the system's dialogs; null is the answer of somebody who closes one without choosing. */
export class FileDialogs {
  readonly #texts: () => Texts;

  constructor(texts: () => Texts) {
    this.#texts = texts;
  }

  movie(parent: BrowserWindow): Promise<string | null> {
    const { dialogs } = this.#texts();
    const extensions = [...MOVIE_EXTENSIONS, ...PICTURE_EXTENSIONS, ...RAW_EXTENSIONS, PROJECT_EXTENSION];
    return choose(parent, {
      title: dialogs.openTitle,
      properties: ["openFile"],
      filters: [
        { name: dialogs.movies, extensions },
        { name: dialogs.allFiles, extensions: ["*"] },
      ],
    });
  }

  project(parent: BrowserWindow): Promise<string | null> {
    const { project } = this.#texts();
    return choose(parent, {
      title: project.openTitle,
      properties: ["openFile"],
      filters: [{ name: project.kind, extensions: [PROJECT_EXTENSION] }],
    });
  }

  /** A recording that was not found; of pictures, one of them. */
  recording(parent: BrowserWindow, name: string): Promise<string | null> {
    const { dialogs, project } = this.#texts();
    return choose(parent, {
      title: project.locateTitle(name),
      properties: ["openFile"],
      filters: [{ name: dialogs.allFiles, extensions: ["*"] }],
    });
  }

  folder(parent: BrowserWindow): Promise<string | null> {
    const { rates } = this.#texts();
    return choose(parent, { title: rates.openFolderTitle, properties: ["openDirectory"] });
  }

  /** A file that is to be read as a recording without a header. */
  readonly raw = (parent: BrowserWindow): Promise<string | null> => {
    const { dialogs, raw } = this.#texts();
    return choose(parent, {
      title: raw.chooseTitle,
      properties: ["openFile"],
      filters: [
        { name: raw.kind, extensions: [...RAW_EXTENSIONS] },
        { name: dialogs.allFiles, extensions: ["*"] },
      ],
    });
  };

  /** A file of a true flow. */
  readonly truth = (parent: BrowserWindow): Promise<string | null> => {
    const { dialogs, verification } = this.#texts();
    const extensions = FIELD_FORMATS.map((ending) => ending.slice(1));
    return choose(parent, {
      title: verification.chooseTruth,
      properties: ["openFile"],
      filters: [
        { name: verification.truthFiles, extensions },
        { name: dialogs.allFiles, extensions: ["*"] },
      ],
    });
  };

  /** @throws KinoflowError `ffmpeg-missing` where the program that was chosen is none */
  readonly ffmpeg = async (parent: BrowserWindow): Promise<string | null> => {
    const path = await choose(parent, {
      title: this.#texts().dialogs.ffmpegTitle,
      properties: ["openFile"],
    });
    if (path !== null) await checkFfmpeg(path);
    return path;
  };
}

async function choose(parent: BrowserWindow, options: OpenDialogOptions): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(parent, options);
  return canceled ? null : (filePaths[0] ?? null);
}
