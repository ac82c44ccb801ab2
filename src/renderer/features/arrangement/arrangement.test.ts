import { describe, expect, it } from "vitest";
import { arrangementFor, type Room } from "./arrangement";

const PORTRAIT: Room = {
  window: { width: 1280, height: 800 },
  aspect: 406 / 720,
  inspectorOpen: true,
  tracksHeight: 188,
};

describe("arrangementFor", () => {
  it("puts the panels beside a picture that is higher than wide, which then has the whole height", () => {
    const arrangement = arrangementFor(PORTRAIT);
    expect(arrangement).toMatchObject({ kind: "beside", tracksHeight: null });
    if (arrangement.kind !== "beside") return;
    // 731 px of height are 413 px of width, and a margin.
    expect(1280 - arrangement.side).toBe(Math.ceil((731 * 406) / 720) + 48);
  });

  it("leaves the panels enough room in the smallest window", () => {
    const arrangement = arrangementFor({ ...PORTRAIT, window: { width: 900, height: 600 } });
    if (arrangement.kind !== "beside") throw new Error("The picture would be smaller.");
    expect(arrangement.side).toBeGreaterThanOrEqual(540);
    expect(900 - arrangement.side).toBeGreaterThanOrEqual(320);
  });

  it("leaves what a large window has more to the picture", () => {
    const arrangement = arrangementFor({ ...PORTRAIT, window: { width: 2560, height: 1440 } });
    expect(arrangement).toMatchObject({ kind: "beside", side: 960 });
  });

  it("stacks them below a picture that is wider than high, and where beside is not worth it", () => {
    expect(arrangementFor({ ...PORTRAIT, aspect: 16 / 9 }).kind).toBe("stacked");
    expect(arrangementFor({ ...PORTRAIT, aspect: Number.NaN }).kind).toBe("stacked");
    expect(arrangementFor({ ...PORTRAIT, tracksHeight: null }).kind).toBe("stacked");
    expect(arrangementFor({ ...PORTRAIT, window: { width: 700, height: 1400 } }).kind).toBe("stacked");
  });

  it("has the tracks fill the column where the inspector is closed", () => {
    const arrangement = arrangementFor({ ...PORTRAIT, inspectorOpen: false });
    expect(arrangement).toMatchObject({ kind: "beside", tracksHeight: 731 - 82 });
  });
});
