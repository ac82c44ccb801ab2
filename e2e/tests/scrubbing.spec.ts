import type { CDPSession } from "playwright/test";
import { expect, test } from "../fixtures/app";
import { makeNumberedMovie, NUMBERED, NUMBERED_VIEW, numbersAt, PROBES } from "../fixtures/numbered-movie";
import type { KinoflowWindow } from "../page-objects/kinoflow-window";

const LAST = NUMBERED.frames - 1;
/** What the window may hold more after several hundred pictures more: less than a kilobyte for each of them. */
const SLACK = { bytes: 500_000, nodes: 50, listeners: 10 } as const;
/** Of each frame that was shown the window keeps what it cost; these are all shown before it is measured. */
const SCRUBBED_FRAMES = 41;

/** A state that was painted: what the canvas says of it, and its pixels at {@link PROBES}. */
interface PaintedState {
  readonly painting: number;
  readonly frame: number;
  /** First frame of the pair whose flow is drawn; null where none is. */
  readonly flowFirst: number | null;
  readonly colours: readonly number[];
}

/** Opens the numbered movie, and has its flow drawn so that it can be read. */
async function openNumbered(app: KinoflowWindow, folder: string): Promise<void> {
  await app.open(makeNumberedMovie(folder));
  await app.shows(0);
  await app.indexed();
  await app.chooseMethod("lucas-kanade");
  await app.setNumber("Window radius", NUMBERED_VIEW.windowRadius);
  await app.setNumber("Minimum reliability", 0);
  await app.drawArrows(NUMBERED.width, NUMBERED_VIEW.spacing, NUMBERED_VIEW.arrowLength);
  await app.chooseMap("direction");
  await app.setNumber("Opacity", NUMBERED_VIEW.opacity);
  await app.button("Legend").click();
  await expect(app.button("Legend")).toHaveAttribute("aria-pressed", "false");
  await expect(app.picture).toHaveAttribute("data-colour", "true");
}

/** From now on notes every state that is painted. Its pixels are read before anything else can be painted. */
async function recordPaintings(app: KinoflowWindow): Promise<void> {
  await app.picture.evaluate(
    (element, { probes, movieWidth }) => {
      const canvas = element as HTMLCanvasElement;
      const context = canvas.getContext("2d");
      if (!context) throw new Error("There is nothing to read.");
      const [left = 0, top = 0, width = 0] = (canvas.dataset.target ?? "").split(" ").map(Number);
      const onCanvas = (offset: number, place: number) => Math.floor(offset + (place * width) / movieWidth);
      const places = probes.map(([x, y]) => [onCanvas(left, x), onCanvas(top, y)] as const);
      const rows = [...new Set(places.map(([, y]) => y))];
      const states: unknown[] = [];
      Object.assign(window, { states });
      new MutationObserver(() => {
        const { paintings, frame, flowFirst } = canvas.dataset;
        const pixels = new Map(rows.map((y) => [y, context.getImageData(0, y, canvas.width, 1).data]));
        states.push({
          painting: Number(paintings),
          frame: Number(frame),
          flowFirst: flowFirst === "" ? null : Number(flowFirst),
          colours: places.flatMap(([x, y]) => [...(pixels.get(y)?.subarray(4 * x, 4 * x + 3) ?? [])]),
        });
      }).observe(canvas, { attributeFilter: ["data-paintings"] });
    },
    { probes: PROBES, movieWidth: NUMBERED.width },
  );
}

async function paintedStates(app: KinoflowWindow): Promise<readonly PaintedState[]> {
  return app.page.evaluate(() => (window as unknown as { states: readonly PaintedState[] }).states);
}

test("never paints a frame with another frame's overlay, however it is dragged through", async ({
  app,
  folder,
}) => {
  await openNumbered(app, folder);
  await recordPaintings(app);
  const box = await app.timeline.boundingBox();
  if (!box) throw new Error("There is no timeline.");
  const y = box.y + box.height / 2;
  await app.page.mouse.move(box.x + 6, y);
  await app.page.mouse.down();
  for (const [share, steps] of [
    [1, 120],
    [0.1, 20],
    [0.9, 60],
    [0.3, 10],
    [0.5, 40],
    [0, 30],
    [0.7, 40],
  ] as const) {
    await app.page.mouse.move(box.x + 6 + share * (box.width - 12), y, { steps });
    if (share === 1) await app.shows(LAST, "no flow");
    if (share === 0) await app.shows(0);
  }
  await app.page.mouse.up();
  await app.shows(Number(await app.timeline.inputValue()));

  const states = (await paintedStates(app)).map(({ colours, ...said }) => ({
    ...said,
    seen: numbersAt(colours),
  }));
  const wrong = states.filter(({ frame, flowFirst, seen }) => {
    const flow = frame === LAST ? null : frame;
    return seen.frame !== frame || [flowFirst, seen.arrows, seen.map].some((number) => number !== flow);
  });
  expect(wrong.slice(0, 5)).toEqual([]);
  expect(new Set(states.map(({ frame }) => frame)).size).toBeGreaterThan(100);
  // None was painted unseen, and the ends of the movie were among them.
  const first = states[0]?.painting ?? 0;
  expect(states.map(({ painting }) => painting)).toEqual(states.map((_, k) => first + k));
  expect(states.map(({ frame }) => frame)).toEqual(expect.arrayContaining([0, LAST]));
});

/** What the window holds once what nobody holds is gone. */
async function held(
  cdp: CDPSession,
): Promise<{ readonly bytes: number; readonly nodes: number; readonly listeners: number }> {
  // What only a finaliser lets go of is gone the second time.
  await cdp.send("HeapProfiler.collectGarbage");
  await cdp.send("HeapProfiler.collectGarbage");
  const { usedSize, backingStorageSize = 0 }: { usedSize: number; backingStorageSize?: number } =
    await cdp.send("Runtime.getHeapUsage");
  const { nodes, jsEventListeners } = await cdp.send("Memory.getDOMCounters");
  // Small pictures of the timeline come when nothing else is to be done; React listens to two events of each.
  const { result } = await cdp.send("Runtime.evaluate", { expression: "document.images.length" });
  const listeners = jsEventListeners - 2 * Number(result.value);
  return { bytes: usedSize + backingStorageSize, nodes, listeners };
}

/** Scrubs to frames all over the movie, some times for each picture that is painted, and waits for the last one. */
async function scrub(app: KinoflowWindow, times: number, perPainting: number): Promise<void> {
  const stopped = await app.picture.evaluate(
    async (canvas: HTMLElement, { times, perPainting, frames, last }) => {
      const slider = document.querySelector('input[type="range"][aria-label="Timeline"]');
      const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set;
      let frame = 0;
      for (let k = 1; k <= times; k++) {
        const { paintings } = canvas.dataset;
        frame = Math.floor((((k * 17) % frames) / frames) * last);
        setValue?.call(slider, String(frame));
        slider?.dispatchEvent(new Event("input", { bubbles: true }));
        if (k % perPainting !== 0) continue;
        while (canvas.dataset.paintings === paintings) await new Promise(requestAnimationFrame);
      }
      return frame;
    },
    { times, perPainting, frames: SCRUBBED_FRAMES, last: LAST },
  );
  await app.shows(stopped);
  await app.figuresFollow();
}

test("the window holds as much after 5,000 scrubs as after 500", async ({ app, folder }) => {
  await app.open(makeNumberedMovie(folder));
  await app.shows(0);
  await app.indexed();
  await app.chooseMethod("lucas-kanade");
  await app.chooseMap("direction");
  const cdp = await app.page.context().newCDPSession(app.page);
  await scrub(app, 500, 3);
  const before = await held(cdp);
  await scrub(app, 4500, 6);
  const after = await held(cdp);
  for (const kind of ["bytes", "nodes", "listeners"] as const)
    expect(after[kind] - before[kind], kind).toBeLessThan(SLACK[kind]);
});
