import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../engine/testing/movies";
import { DEFAULT_DENSE_PRESET, DEFAULT_FLOW_PARAMETERS } from "../shared/flow";
import { defaultOverlaySettings } from "../shared/overlay/settings";
import type { ViewPreset } from "../shared/presets";
import { PresetsService } from "./presets-service";

const folder = temporaryFolder();
let files = 0;
const newPath = () => join(folder, `presets ${files++}.json`);

function preset(name: string, windowRadius = 2): ViewPreset {
  return {
    name,
    settings: {
      flow: { ...DEFAULT_FLOW_PARAMETERS, windowRadius },
      basePreset: DEFAULT_DENSE_PRESET,
      overlay: defaultOverlaySettings(640, 360),
      arrowScaling: "auto",
      minimumShare: 0.05,
      reliabilityThreshold: "auto",
      deinterlace: true,
    },
  };
}

describe("PresetsService", () => {
  it("keeps presets for the next start, in their order", async () => {
    const path = newPath();
    const kept = await new PresetsService(path).keep([preset("Zebra", 5), preset("Ant")]);
    expect(kept).toEqual([preset("Zebra", 5), preset("Ant")]);
    expect(new PresetsService(path).list).toEqual(kept);
  });

  it("keeps one of a name, the last", async () => {
    const kept = await new PresetsService(newPath()).keep([preset("A", 3), preset("B"), preset("A", 9)]);
    expect(kept).toEqual([preset("A", 9), preset("B")]);
  });

  it("leaves out what is damaged and has the rest", async () => {
    const path = newPath();
    await new PresetsService(path).keep([preset("Good"), preset("Bad")]);
    const text = readFileSync(path, "utf8");
    const [good, bad] = JSON.parse(text).presets;
    writeFileSync(
      path,
      JSON.stringify({
        presets: [
          good,
          { ...bad, settings: { ...bad.settings, flow: { ...bad.settings.flow, windowRadius: 1e9 } } },
          7,
        ],
      }),
    );
    expect(new PresetsService(path).list).toEqual([preset("Good")]);
  });

  it("shows presets from before arrows had an opacity and an automatic scale as they were", async () => {
    const path = newPath();
    await new PresetsService(path).keep([preset("Old")]);
    const [old] = JSON.parse(readFileSync(path, "utf8")).presets;
    delete old.settings.overlay.arrows.opacity;
    delete old.settings.overlay.streamlines.opacity;
    delete old.settings.arrowScaling;
    delete old.settings.reliabilityThreshold;
    writeFileSync(path, JSON.stringify({ presets: [old] }));
    const { name, settings } = preset("Old");
    expect(new PresetsService(path).list).toEqual([
      { name, settings: { ...settings, arrowScaling: "chosen" } },
    ]);
  });

  it.each(["", "{", "7", "null", '{"presets": 7}'])("has none in a file with %j", (text) => {
    const path = newPath();
    writeFileSync(path, text);
    expect(new PresetsService(path).list).toEqual([]);
  });
});
