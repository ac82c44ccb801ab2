import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { describeRecording } from "../engine/project/describe-recording";
import { findRecording } from "../engine/project/find-recording";
import { ProjectFile, readProject } from "../engine/project/project-file";
import type { Recording } from "../engine/recording/recording";
import { startRecording } from "../engine/recordings/open-recording";
import { makeMovie, temporaryFolder, tools } from "../engine/testing/movies";
import { someProject } from "../shared/testing/some-project";
import { texts } from "../shared/texts/texts";
import { FileDialogs } from "./file-dialogs";
import { MovieContents } from "./movie-contents";
import type { OpenMovie } from "./movie-service";
import { ProjectService } from "./project-service";

vi.mock("electron", () => ({ app: {}, dialog: {} }));

const folder = temporaryFolder();
const seed = vi.fn();
const openMovie = vi.fn();
const tell = vi.fn();
let count = 0;
let userData = "";
let old = "";
let other = "";
/** A project of `other`. */
let project = "";
let contents: MovieContents;
let service: ProjectService;

beforeAll(async () => {
  old = makeMovie(folder, "old.mp4", { seconds: 0.4 });
  other = makeMovie(folder, "other.mp4", { seconds: 0.4, rate: 20 });
  project = join(folder, "study.kinoflow");
  const movie = await startRecording(tools, other);
  const recording = await describeRecording(movie, await movie.identity.fingerprint());
  movie.close();
  await new ProjectFile(project).write({ ...someProject({}, {}, { playhead: 3 }), recording });
});

beforeEach(() => {
  vi.resetAllMocks();
  count += 1;
  userData = join(folder, `data-${count}`);
  mkdirSync(userData);
  contents = new MovieContents();
  service = new ProjectService({
    folder: userData,
    contents,
    dialogs: new FileDialogs(() => texts("en")),
    tell,
    texts: () => texts("en"),
    folders: () => [],
    openMovie,
    seed,
    used: vi.fn(),
  });
});

/** Opens a recording as the window's does, and says so to the service. */
async function comes(path: string): Promise<Recording> {
  const movie = await startRecording(tools, path);
  movie.close();
  movie.indexed.catch(() => undefined);
  service.opened({ movie, info: movie.info } as unknown as OpenMovie, path);
  return movie;
}

function keep(movie: Recording, playhead: number): void {
  const { settings, range } = someProject();
  void service
    .handlers()
    ["project:keep"](
      { token: movie.info.token, revision: playhead, state: { settings, range, playhead } },
      null as never,
    );
}

/** What would be offered to be restored. */
function autosaved(): unknown {
  const path = join(userData, "autosave.json");
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null;
}

describe("a project that is being opened", () => {
  it("is taken by its own recording, and by no other that comes again meanwhile", async () => {
    service.openMovie(old);
    await comes(old);
    service.open(project);
    await expect.poll(() => openMovie.mock.lastCall?.[0]).toBe(other);
    // Another track, or other rates, were chosen meanwhile.
    const again = await comes(old);
    expect(seed).not.toHaveBeenCalled();
    expect(service.path).toBeNull();
    keep(again, 1);
    await service.close();
    expect((await readProject(project)).recording.path).toBe(other);

    service.open(project);
    await expect.poll(() => openMovie.mock.calls.filter(([path]) => path === other).length).toBe(2);
    await comes(other);
    expect(service.path).toBe(project);
    expect(seed).toHaveBeenCalledOnce();
    await service.close();
  });

  it("stays with its recording when that comes again while another is being opened", async () => {
    service.open(project);
    await expect.poll(() => openMovie.mock.lastCall?.[0]).toBe(other);
    await comes(other);
    service.openMovie(old);
    await comes(other);
    expect(service.path).toBe(project);
    await service.close();
  });

  it("comes no more once something else was asked for", async () => {
    for (const ask of [() => service.openMovie(old), () => service.movieComes(), () => service.close()]) {
      vi.clearAllMocks();
      service.open(project);
      void ask();
      const asked = openMovie.mock.calls.length;
      // As long as the project would have taken, twice.
      for (const _ of [1, 2]) await findRecording((await readProject(project)).recording, project);
      expect(openMovie).toHaveBeenCalledTimes(asked);
    }
    // Of two projects the last one is opened, and the other not even refused.
    vi.clearAllMocks();
    service.open(join(folder, "gone.kinoflow"));
    service.open(project);
    service.open(project);
    await expect.poll(() => openMovie).toHaveBeenCalledOnce();
    expect(openMovie.mock.lastCall?.[0]).toBe(other);
    expect(tell).not.toHaveBeenCalled();
  });
});

describe("what is kept to be restored", () => {
  it("is of the recording that is open, also where the one before is brought to its end late", async () => {
    service.openMovie(old);
    const before = await comes(old);
    const fingerprint = await before.identity.fingerprint();
    let read = (): void => undefined;
    vi.spyOn(contents, "of").mockImplementationOnce(
      () => new Promise((resolve) => (read = () => resolve(fingerprint))),
    );
    keep(before, 1);
    service.openMovie(other);
    const movie = await comes(other);
    keep(movie, 2);
    // So long the other would have needed to be kept.
    for (const _ of [1, 2]) await describeRecording(movie, await movie.identity.fingerprint());
    read();
    await expect.poll(() => tell.mock.calls.filter(([channel]) => channel === "project:kept").length).toBe(2);
    expect(autosaved()).toMatchObject({ project: { playhead: 2, recording: { path: other } } });
  });

  it("is nothing once the app has ended in order, whoever asks for that first", async () => {
    service.openMovie(old);
    keep(await comes(old), 1);
    // The window closes, and then the app.
    void service.close();
    await service.close();
    expect(tell).toHaveBeenCalledOnce();
    expect(autosaved()).toBeNull();
  });
});
