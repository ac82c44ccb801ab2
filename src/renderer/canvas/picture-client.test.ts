import { describe, expect, it } from "vitest";
import { DEFAULT_FLOW_PARAMETERS } from "../../shared/flow";
import type { Picture, PictureAnswer, PictureFrame, PictureRequest } from "../../shared/picture";
import { PictureClient, type PicturePort, type PictureWish, type ReceivedPicture } from "./picture-client";

class FakePort implements PicturePort {
  readonly sent: PictureRequest[] = [];
  /** How many frames it has sent to the window. */
  frames = 0;
  #listener: ((answer: PictureAnswer) => void) | null = null;

  send(request: PictureRequest): void {
    this.sent.push(request);
  }

  listen(listener: ((answer: PictureAnswer) => void) | null): void {
    this.#listener = listener;
  }

  /** Answers the last request, or the one given. */
  answer(
    sentAt = 0,
    request: PictureRequest | undefined = this.sent.at(-1),
    coarse: Picture["coarse"] = null,
  ): void {
    if (!request) return;
    const { image, nextImage: _, ...shown } = pictureFor(request, sentAt);
    const picture = { ...shown, coarse };
    const send = (which: "shown" | "next", frame: PictureFrame): void => {
      if (request.have?.includes(frame.key)) return;
      this.frames += 1;
      this.#listener?.({ kind: "image", id: request.id, which, image: frame, sentAt });
    };
    const next = { ...image, key: `${image.key} + 1` };
    send("shown", image);
    if (request.nextImage) send("next", next);
    const images = { shown: image.key, next: request.nextImage ? next.key : null, other: null };
    this.#listener?.({ kind: "picture", picture, images });
  }

  /** Sends the frame that the last request has as its next one. */
  sendAhead(): void {
    const request = this.sent.at(-1);
    if (request?.ahead === undefined) return;
    const { image } = pictureFor({ ...request, frame: request.ahead }, 0);
    this.#listener?.({ kind: "ahead", image });
  }

  fail(): void {
    const request = this.sent.at(-1);
    if (!request) return;
    const error = { code: "decoder-failed", message: "No." } as const;
    this.#listener?.({ kind: "failed", id: request.id, frame: request.frame, error });
  }
}

function pictureFor(request: PictureRequest, sentAt: number): Picture {
  return {
    id: request.id,
    token: request.token,
    frame: request.frame,
    time: request.frame / 25,
    image: {
      width: 2,
      height: 2,
      data: new ArrayBuffer(6),
      colour: { matrix: "bt709", primaries: "bt709", transfer: "bt709", range: "limited" },
      part: null,
      key: `${request.token} ${request.frame}`,
    },
    levels: null,
    nextImage: null,
    otherImage: null,
    flow: null,
    coarse: null,
    flowError: null,
    isCut: false,
    compare: null,
    cost: {
      decodeMs: 0,
      framesFromCache: false,
      flowMs: 0,
      flowFromCache: false,
      colourMs: 0,
      sentAt,
      frameBytes: 0,
      frameBudgetBytes: 0,
      flowBytes: 0,
      workingBytes: 0,
      wasmBytes: 0,
      mainHeapBytes: 0,
      processes: [],
    },
  };
}

const GRID = { stepX: 16, stepY: 16, columns: 4, rows: 3, firstX: 8, firstY: 8 };

function wishFor(frame: number, token = "movie"): PictureWish {
  const flow = { ...DEFAULT_FLOW_PARAMETERS, method: "streaming" } as const;
  return {
    token,
    frame,
    deinterlace: false,
    levels: null,
    flow,
    compare: null,
    nextImage: false,
    minimumReliability: 0,
    figurePixels: "reliable",
    minimumSpeed: 0,
    arrows: GRID,
    colour: null,
    streamlines: null,
  };
}

function connected(now = () => 0) {
  const client = new PictureClient(() => [], now);
  const port = new FakePort();
  const received: ReceivedPicture[] = [];
  const failures: number[] = [];
  const pending: boolean[] = [];
  client.subscribe({
    onPicture: (picture) => received.push(picture),
    onFailure: ({ frame }) => failures.push(frame),
    onPending: (value) => pending.push(value),
  });
  client.connect(port);
  return { client, port, received, failures, pending };
}

describe("PictureClient", () => {
  it("keeps one request in flight, and the latest wish wins", () => {
    const { client, port, received } = connected();
    for (let frame = 0; frame < 100; frame += 1) client.wish(wishFor(frame));
    expect(port.sent.map((request) => request.frame)).toEqual([0]);
    port.answer();
    expect(port.sent.map((request) => request.frame)).toEqual([0, 99]);
    port.answer();
    expect(port.sent).toHaveLength(2);
    expect(received.map(({ picture, latest }) => [picture.frame, latest])).toEqual([
      [0, false],
      [99, true],
    ]);
  });

  it("numbers requests upwards", () => {
    const { client, port } = connected();
    client.wish(wishFor(0));
    port.answer();
    client.wish(wishFor(1));
    const [first, second] = port.sent;
    expect(second?.id).toBe((first?.id ?? 0) + 1);
  });

  it("asks for nothing twice", () => {
    const { client, port } = connected();
    client.wish(wishFor(3));
    port.answer();
    client.wish(wishFor(3));
    expect(port.sent).toHaveLength(1);
  });

  it("asks again when any part of the wish changes", () => {
    const { client, port } = connected();
    const wishes: PictureWish[] = [
      wishFor(3),
      { ...wishFor(3), arrows: { ...GRID, firstX: 9 } },
      { ...wishFor(3), minimumSpeed: 1 },
      { ...wishFor(3), arrows: null },
      { ...wishFor(3), flow: { ...DEFAULT_FLOW_PARAMETERS, method: "naive" } },
      { ...wishFor(3), flow: { ...DEFAULT_FLOW_PARAMETERS, method: "naive", windowRadius: 3 } },
      { ...wishFor(3), flow: null },
      { ...wishFor(3), compare: { flow: DEFAULT_FLOW_PARAMETERS, frame: 3 } },
      { ...wishFor(3), compare: { flow: { ...DEFAULT_FLOW_PARAMETERS, method: "lucas-kanade" }, frame: 3 } },
      { ...wishFor(3), compare: { flow: DEFAULT_FLOW_PARAMETERS, frame: 8 } },
      { ...wishFor(3), nextImage: true },
      { ...wishFor(3), colour: { kind: "direction", limit: 4, step: 1, fading: true } },
      { ...wishFor(3), colour: { kind: "direction", limit: 5, step: 1, fading: true } },
      { ...wishFor(3), colour: { kind: "direction", limit: 5, step: 2, fading: true } },
    ];
    for (const wish of wishes) {
      client.wish(wish);
      port.answer();
    }
    expect(port.sent).toHaveLength(wishes.length);
  });

  it("sends the wish when the port comes after it, and again when the port is replaced", () => {
    const client = new PictureClient(
      () => [],
      () => 0,
    );
    client.wish(wishFor(5));
    const first = new FakePort();
    client.connect(first);
    expect(first.sent.map((request) => request.frame)).toEqual([5]);
    const second = new FakePort();
    client.connect(second);
    expect(second.sent.map((request) => request.frame)).toEqual([5]);
    const received: number[] = [];
    client.subscribe({ onPicture: ({ picture }) => received.push(picture.frame) });
    first.answer();
    expect(received).toEqual([]);
    second.answer();
    expect(received).toEqual([5]);
  });

  it("ignores pictures of a movie that was closed or replaced", () => {
    const { client, port, received } = connected();
    client.wish(wishFor(1, "old"));
    client.wish(wishFor(0, "new"));
    port.answer();
    expect(received).toEqual([]);
    expect(port.sent.at(-1)?.token).toBe("new");
    client.wish(null);
    port.answer();
    expect(received).toEqual([]);
    expect(port.sent).toHaveLength(2);
  });

  it("ignores answers nobody waits for", () => {
    const { client, port, received } = connected();
    client.wish(wishFor(1));
    const request = port.sent[0];
    port.answer();
    port.answer(0, request);
    expect(received).toHaveLength(1);
  });

  it("reports a failure once, does not ask again by itself, and retries when told to", () => {
    const { client, port, failures } = connected();
    client.wish(wishFor(7));
    port.fail();
    client.wish(wishFor(7));
    expect(port.sent).toHaveLength(1);
    expect(failures).toEqual([7]);
    client.retry();
    expect(port.sent).toHaveLength(2);
  });

  it("keeps quiet about the failure of a frame that was only passed by", () => {
    const { client, port, failures } = connected();
    client.wish(wishFor(7));
    client.wish(wishFor(8));
    port.fail();
    expect(failures).toEqual([]);
    expect(port.sent.at(-1)?.frame).toBe(8);
  });

  it("tells when it starts and stops waiting", () => {
    const { client, port, pending } = connected();
    client.wish(wishFor(1));
    client.wish(wishFor(2));
    port.answer();
    expect(pending).toEqual([true]);
    port.answer();
    expect(pending).toEqual([true, false]);
    client.wish(wishFor(3));
    client.wish(null);
    expect(pending).toEqual([true, false, true, false]);
  });

  it("measures the transfer, which clocks cannot make negative", () => {
    let now = 1_000.5;
    const { client, port, received } = connected(() => now);
    client.wish(wishFor(1));
    port.answer(998.25);
    now = 1_100;
    client.wish(wishFor(2));
    port.answer(1_100.4);
    expect(received.map(({ transferMs }) => transferMs)).toEqual([4.5, 0]);
  });

  it("gives a picture its own next frame, and none to one that did not ask", () => {
    const { client, port, received } = connected();
    client.wish({ ...wishFor(1), nextImage: true });
    port.answer();
    client.wish(wishFor(2));
    port.answer();
    expect(received.map(({ picture }) => picture.nextImage?.width ?? null)).toEqual([2, null]);
  });

  it("stops telling a listener that left", () => {
    const { client, port } = connected();
    const frames: number[] = [];
    const leave = client.subscribe({ onPicture: ({ picture }) => frames.push(picture.frame) });
    client.wish(wishFor(1));
    port.answer();
    leave();
    client.wish(wishFor(2));
    port.answer();
    expect(frames).toEqual([1]);
  });

  it("has a frame sent once, however often its flow is shown otherwise", () => {
    const { client, port, received } = connected();
    const wish = wishFor(3);
    client.wish(wish);
    port.answer();
    for (const minimumReliability of [0.1, 0.2, 0.3]) {
      client.wish({ ...wish, minimumReliability });
      port.answer();
    }
    expect(port.frames).toBe(1);
    expect(received).toHaveLength(4);
    const [first] = received;
    for (const { picture } of received) expect(picture.image).toBe(first?.picture.image);

    client.wish(wishFor(4));
    port.answer();
    expect(port.frames).toBe(2);
    expect(received.at(-1)?.picture.image.key).toBe("movie 4");
    // Of the frames before, the window has nothing any more.
    client.wish(wishFor(3));
    expect(port.sent.at(-1)?.have).toEqual(["movie 4"]);
    port.answer();
    expect(port.frames).toBe(3);
  });

  it("keeps the next frame, too, as long as pictures have it", () => {
    const { client, port, received } = connected();
    const wish = { ...wishFor(3), nextImage: true };
    client.wish(wish);
    port.answer();
    client.wish({ ...wish, minimumReliability: 0.5 });
    port.answer();
    expect(port.frames).toBe(2);
    expect(received[1]?.picture.nextImage).toBe(received[0]?.picture.nextImage);
    client.wish(wishFor(3));
    port.answer();
    expect(received[2]?.picture.nextImage).toBeNull();
    expect(port.frames).toBe(2);
  });

  it("asks again for a picture whose frame was lost while it was on its way", () => {
    const { client, port, received } = connected();
    const wish = wishFor(3);
    client.wish(wish);
    port.answer();
    client.wish({ ...wish, minimumReliability: 0.5 });
    client.forget();
    port.answer();
    expect(received).toHaveLength(1);
    expect(port.sent.at(-1)).toMatchObject({ frame: 3, minimumReliability: 0.5, have: [] });
    port.answer();
    expect(received).toHaveLength(2);
    expect(port.frames).toBe(2);
    expect(port.sent).toHaveLength(3);
  });

  it("has the next frame already, where it came ahead, and only that one", () => {
    const { client, port, received } = connected();
    client.wish({ ...wishFor(3), ahead: 4 });
    port.answer();
    port.sendAhead();
    client.wish({ ...wishFor(4), ahead: 5 });
    expect(port.sent.at(-1)?.have).toEqual(["movie 3", "movie 4"]);
    port.answer();
    expect(port.frames).toBe(1);
    expect(received.at(-1)?.picture.image.key).toBe("movie 4");
    port.sendAhead();
    client.wish(wishFor(9));
    port.answer();
    expect(port.frames).toBe(2);
    // The one that nobody looked at is gone.
    client.wish(wishFor(5));
    expect(port.sent.at(-1)?.have).toEqual(["movie 9"]);
  });

  describe("while the playhead moves", () => {
    const hasty = { flowMs: 16 };
    const coarse = {
      ...{ detail: 4, parameters: DEFAULT_FLOW_PARAMETERS, first: 0, second: 1 },
      ...{ arrows: null, colour: null, streamlines: null },
    };

    it("asks for all of a flow that came coarse, once the playhead rests", () => {
      const { client, port, received, pending } = connected();
      client.wish({ ...wishFor(3), hasty });
      port.answer(0, undefined, coarse);
      expect(pending.at(-1)).toBe(false);
      client.wish(wishFor(3));
      expect(port.sent.at(-1)).toMatchObject({ frame: 3, have: ["movie 3"] });
      expect(port.sent).toHaveLength(2);
      expect(pending.at(-1)).toBe(true);
      port.answer();
      expect(received.map(({ picture }) => picture.coarse?.detail ?? null)).toEqual([4, null]);
      // Never the other way.
      client.wish({ ...wishFor(3), hasty });
      expect(port.sent).toHaveLength(2);
    });

    it("has all of a flow that was there at once", () => {
      const { client, port } = connected();
      client.wish({ ...wishFor(3), hasty });
      port.answer();
      client.wish(wishFor(3));
      expect(port.sent).toHaveLength(1);
    });

    it("waits for no flow of a frame that it has left", () => {
      const { client, port, received } = connected();
      client.wish(wishFor(3));
      client.wish({ ...wishFor(4), hasty });
      expect(port.sent.map(({ frame }) => frame)).toEqual([3, 4]);
      client.wish({ ...wishFor(5), hasty });
      client.wish(wishFor(6));
      expect(port.sent).toHaveLength(2);
      port.answer(0, port.sent[0]);
      expect(received).toHaveLength(0);
      port.answer(0, port.sent[1], coarse);
      expect(received.map(({ picture }) => picture.frame)).toEqual([4]);
      expect(port.sent.map(({ frame }) => frame)).toEqual([3, 4, 6]);
    });
  });
});
