import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { temporaryFolder, tools } from "../testing/movies";
import { KnownTools } from "./known-tools";
import { locateFfmpeg } from "./locate";

const folder = temporaryFolder();
afterEach(() => vi.unstubAllEnvs());

/** A folder with the given programs, each a link to the real one. */
function programs(name: string, ...names: readonly ("ffmpeg" | "ffprobe")[]): string {
  const place = join(folder, name);
  mkdirSync(place);
  for (const program of names) symlinkSync(tools[program].path, join(place, program));
  return place;
}

describe("where ffmpeg is looked for", () => {
  it("the person's setting comes first, with the ffprobe beside it", async () => {
    const place = programs("setting", "ffmpeg", "ffprobe");
    const found = await locateFfmpeg({ setting: join(place, "ffmpeg") });
    expect(found.ffmpeg).toMatchObject({ path: join(place, "ffmpeg"), source: "setting" });
    expect(found.ffprobe.path).toBe(join(place, "ffprobe"));
  });

  it("then FFMPEG_BIN and FFPROBE_BIN", async () => {
    const place = programs("environment", "ffmpeg", "ffprobe");
    vi.stubEnv("FFMPEG_BIN", join(place, "ffmpeg"));
    vi.stubEnv("FFPROBE_BIN", join(place, "ffprobe"));
    const found = await locateFfmpeg();
    expect([found.ffmpeg.source, found.ffprobe.source]).toEqual(["FFMPEG_BIN", "FFPROBE_BIN"]);
    expect(found.ffmpeg.version).toMatch(/^\S+$/);
  });

  it("what cannot be run is passed over", async () => {
    const broken = join(folder, "broken-ffmpeg");
    writeFileSync(broken, "#!/bin/sh\nexit 3\n");
    chmodSync(broken, 0o755);
    const found = await locateFfmpeg({ setting: broken });
    expect(found.ffmpeg.source).not.toBe("setting");
  });

  it("where there is none, one sentence says what to do", async () => {
    vi.stubEnv("PATH", folder);
    vi.stubEnv("FFMPEG_BIN", join(folder, "nothing"));
    const outcome: unknown = await locateFfmpeg().catch((error: unknown) => error);
    // Where ffmpeg-static has its binary, there always is one.
    if (outcome instanceof Error) {
      expect(outcome).toMatchObject({
        code: "ffmpeg-missing",
        message: expect.stringMatching(/^ff\w+ was not found; .*\.$/),
      });
    } else {
      expect(outcome).toMatchObject({ ffmpeg: { source: "ffmpeg-static" } });
    }
  });
});

describe("what is known of programs", () => {
  const place = programs("known", "ffmpeg", "ffprobe");
  const setting = join(place, "ffmpeg");
  const cache = join(folder, "cache");
  const file = join(cache, "tools.json");
  const locate = () => locateFfmpeg({ setting, known: new KnownTools(cache) });
  /** Has the file say something else than the programs would. */
  const pretend = (version: string): void => {
    const told: Record<string, object> = JSON.parse(readFileSync(file, "utf8"));
    for (const path of Object.keys(told)) told[path] = { ...told[path], version };
    writeFileSync(file, JSON.stringify(told));
  };

  it("is what they said, as long as their files are what they were", async () => {
    const asked = await locate();
    expect(asked.ffmpeg.version).toBe(tools.ffmpeg.version);
    pretend("as-it-was");
    const known = await locate();
    expect([known.ffmpeg.version, known.ffprobe.version]).toEqual(["as-it-was", "as-it-was"]);
    expect(known.ffmpeg).toEqual({ ...asked.ffmpeg, version: "as-it-was" });

    const copies = join(folder, "copies");
    mkdirSync(copies);
    for (const name of ["ffmpeg", "ffprobe"] as const) copyFileSync(tools[name].path, join(copies, name));
    const copy = join(copies, "ffmpeg");
    const copied = () => locateFfmpeg({ setting: copy, known: new KnownTools(cache) });
    await copied();
    pretend("as-it-was");
    utimesSync(copy, new Date(), new Date(statSync(copy).mtimeMs + 2000));
    const changed = await copied();
    expect([changed.ffmpeg.version, changed.ffprobe.version]).toEqual([tools.ffmpeg.version, "as-it-was"]);
    expect(readdirSync(cache)).toEqual(["tools.json"]);
  });

  it.for(["", "{", "null", "[1]", '{"%":7}', '{"%":{"size":1}}'])(
    "is nothing where the file holds %s",
    async (text) => {
      mkdirSync(cache, { recursive: true });
      writeFileSync(file, text.replace("%", setting));
      expect((await locate()).ffmpeg.version).toBe(tools.ffmpeg.version);
      pretend("remembered-again");
      expect((await locate()).ffmpeg.version).toBe("remembered-again");
    },
  );

  it("is not remembered where nothing can be written, and of scripts never", async () => {
    const known = new KnownTools(join(setting, "no-folder"));
    expect((await locateFfmpeg({ setting, known })).ffmpeg.version).toBe(tools.ffmpeg.version);

    const script = join(folder, "script");
    writeFileSync(script, `#!/bin/sh\necho "ffmpeg version of-the-script"\n`);
    chmodSync(script, 0o755);
    const fresh = join(folder, "fresh");
    const found = await locateFfmpeg({ setting: script, known: new KnownTools(fresh) });
    expect(found.ffmpeg.version).toBe("of-the-script");
    expect(readFileSync(join(fresh, "tools.json"), "utf8")).not.toContain("of-the-script");
  });
});
