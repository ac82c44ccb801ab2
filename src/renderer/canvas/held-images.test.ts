import { expect, it } from "vitest";
import type { PictureFrame } from "../../shared/picture";
import { HeldImages } from "./held-images";

function frame(key: string): PictureFrame {
  const colour = { matrix: "bt709", primaries: "bt709", transfer: "bt709", range: "limited" } as const;
  return { width: 2, height: 2, data: new ArrayBuffer(6), part: null, colour, key };
}

function held(broken?: string) {
  const [made, closed]: [string[], string[]] = [[], []];
  const images = new HeldImages(({ key }) => {
    if (key === broken) throw new Error("No.");
    made.push(key);
    return { part: null, draw: () => undefined, close: () => closed.push(key) };
  });
  return { images, made, closed };
}

it("makes a frame drawable once for as long as pictures have it", () => {
  const { images, made, closed } = held();
  const first = images.take({ image: frame("a"), nextImage: frame("b"), otherImage: null });
  const second = images.take({ image: frame("b"), nextImage: frame("c"), otherImage: frame("b") });
  expect(made).toEqual(["a", "b", "c"]);
  expect(closed).toEqual(["a"]);
  expect(second.image).toBe(first.nextImage);
  expect(second.otherImage).toBe(second.image);
  images.take({ image: frame("c"), nextImage: null, otherImage: null });
  expect(closed).toEqual(["a", "b"]);
  images.clear();
  expect(closed).toEqual(["a", "b", "c"]);
});

it("keeps what it had when a frame cannot be made drawable", () => {
  const { images, made, closed } = held("broken");
  images.take({ image: frame("a"), nextImage: null, otherImage: null });
  const bad = { image: frame("b"), nextImage: frame("broken"), otherImage: null };
  expect(() => images.take(bad)).toThrow("No.");
  expect(closed).toEqual(["b"]);
  images.take({ image: frame("a"), nextImage: null, otherImage: null });
  expect(made).toEqual(["a", "b"]);
});
