import { beforeEach, describe, expect, it } from "vitest";
import { ThumbnailLoader, type ThumbnailWish } from "./thumbnail-loader";

const at = (frame: number): ThumbnailWish => ({ frame, tolerance: 0 });

describe("ThumbnailLoader", () => {
  let asked: number[];
  let answers: ((jpeg: Uint8Array | null) => void)[];
  let revoked: string[];
  let changes: number;
  let loader: ThumbnailLoader;

  beforeEach(() => {
    asked = [];
    answers = [];
    revoked = [];
    changes = 0;
    loader = new ThumbnailLoader({
      load: ({ frame }) => {
        asked.push(frame);
        return new Promise((resolve) => answers.push(resolve));
      },
      createUrl: (jpeg) => `url ${jpeg[0]}`,
      revokeUrl: (url) => revoked.push(url),
      budgetBytes: 25,
      onChange: () => {
        changes += 1;
      },
    });
  });

  /** Answers the latest question with a picture of 10 bytes, or with none. */
  async function answer(first: number | null): Promise<void> {
    answers.at(-1)?.(first === null ? null : Uint8Array.of(first, ...new Array(9).fill(0)));
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  }

  it("asks for one after the other, and for nothing that is not wished for any more", async () => {
    loader.wish("strip", [at(1), at(2), at(3)]);
    expect(asked).toEqual([1]);
    loader.wish("strip", [at(8), at(9)]);
    expect(asked).toEqual([1]);
    await answer(1);
    expect(asked).toEqual([1, 8]);
    expect(loader.urlOf(at(1))).toBe("url 1");
    expect(changes).toBe(1);
    loader.wish("hover", [at(20)]);
    await answer(8);
    expect(asked).toEqual([1, 8, 20]);
    await answer(20);
    expect(asked).toEqual([1, 8, 20, 9]);
  });

  it("makes all pictures anew, and shows those that there are until then", async () => {
    loader.wish("strip", [at(1), at(2)]);
    await answer(1);
    await answer(2);
    loader.wish("strip", [at(1)]);
    loader.renew();
    expect(asked).toEqual([1, 2, 1]);
    expect(loader.urlOf(at(1))).toBe("url 1");
    // What was on its way when it was to be made anew again is of before.
    loader.renew();
    await answer(11);
    expect(loader.urlOf(at(1))).toBe("url 1");
    expect(asked).toEqual([1, 2, 1, 1]);
    await answer(12);
    expect(loader.urlOf(at(1))).toBe("url 12");
    expect(revoked).toEqual(["url 1"]);
    expect(asked).toEqual([1, 2, 1, 1]);
  });

  it("asks once, also where there is no such picture", async () => {
    loader.wish("strip", [at(1)]);
    await answer(null);
    expect(loader.urlOf(at(1))).toBeNull();
    loader.wish("strip", [at(1)]);
    expect(asked).toEqual([1]);
  });

  it("keeps as much as it may, and what is on the screen in any case", async () => {
    loader.wish("strip", [at(1), at(2), at(3)]);
    for (const frame of [1, 2, 3]) await answer(frame);
    expect(revoked).toEqual([]);
    // Frame 1 is wished for again, so 2 is the one to go.
    loader.wish("strip", [at(1)]);
    expect(revoked).toEqual(["url 2"]);
    expect(loader.urlOf(at(3))).toBe("url 3");
  });

  it("waits while it is held", async () => {
    loader.hold(true);
    loader.wish("strip", [at(1)]);
    expect(asked).toEqual([]);
    loader.hold(false);
    expect(asked).toEqual([1]);
  });

  it("takes no picture of the movie before", async () => {
    loader.wish("strip", [at(1)]);
    loader.clear();
    loader.wish("strip", [at(5)]);
    await answer(1);
    expect(loader.urlOf(at(1))).toBeNull();
    expect(asked).toEqual([1, 5]);
    await answer(5);
    loader.clear();
    expect(revoked).toEqual(["url 5"]);
  });
});
