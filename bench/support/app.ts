import { createRequire } from "node:module";
import { join } from "node:path";
import { type ElectronApplication, _electron as electron, type Page } from "playwright";

const executablePath: string = createRequire(import.meta.url)("electron");

/** A picture that came onto the screen with its arrows. Times are those of the window's clock, in ms. */
export interface PaintedPicture {
  readonly frame: number;
  /** How many pixels across share a motion, where the flow was coarse; empty where it was all of it. */
  readonly coarse: string;
  /** The canvas had been given all drawing commands of the picture. */
  readonly drawnAt: number;
  /** The window's animation frame with it was over: laid out, painted and handed to the compositor. */
  readonly paintedAt: number;
}

/** What happened in the window since {@link BenchedApp.watch}. */
export interface WindowLog {
  /** When the system says that keys were pressed. */
  readonly keys: number[];
  readonly painted: PaintedPicture[];
}

/** How late the processes were at most with what they do at regular intervals, in ms. */
export interface Stalls {
  /** Main's event loop, by a timer. */
  readonly mainMs: number;
  /** The window's animation frames. */
  readonly windowMs: number;
}

/** How a movie opened. Times in ms from the wish. */
export interface Opening {
  readonly shownMs: number;
  readonly stalls: Stalls;
  /** When the window was told of the last frames. */
  readonly complete: Promise<number>;
}

/** The real app, driven by a benchmark. */
export interface BenchedApp {
  readonly application: ElectronApplication;
  readonly page: Page;
  /** Chooses the method of the flow, as the toolbar's list names it. */
  chooseMethod(value: string): Promise<void>;
  /** Begins a new {@link log}. */
  watch(): Promise<void>;
  log(): Promise<WindowLog>;
  /** Resolves when a frame was painted with its own arrows since {@link watch}; with what the window says of it. */
  painted(frame: number): Promise<PaintedPicture>;
  /** Goes to a frame by typing its number, and resolves as {@link painted}. `since` is when Enter was pressed. */
  goTo(frame: number): Promise<PaintedPicture & { readonly since: number }>;
  /**
   * Which parts of the picture on the screen came from the cache, as the inspector says it when it has caught up:
   * "frames, flow", say.
   */
  fromCache(): Promise<string>;
  /** Opens a movie in an app that shows none; resolves when its first frame is on the screen with its arrows. */
  open(movie: string): Promise<Opening>;
  /** Sets the memory for decoded frames, in bytes. */
  setFrameBudget(bytes: number): Promise<void>;
  /** The longest stalls while `work` goes on. */
  stallsDuring(work: (page: Page) => Promise<void>): Promise<Stalls>;
  /** Resolves when main has nothing to do any more: what is read ahead is there. */
  quiet(): Promise<void>;
  close(): Promise<void>;
}

/** Main is quiet when it uses less than this share of a core... */
const QUIET_SHARE = 0.1;
/** ...over so many milliseconds. */
const QUIET_MS = 150;

interface PageElement {
  readonly dataset: Record<string, string | undefined>;
}

/** What main's event loop is watched with. */
interface MainGlobal {
  benchStall: { longest: number; readonly timer: NodeJS.Timeout };
}

/** What the code that runs in the page needs of it; the benchmarks are compiled without the types of a browser. */
interface PageGlobal {
  benchLog: WindowLog;
  benchOpening: { readonly shown: Promise<number>; readonly complete: Promise<number> };
  benchStall: { longest: number; end(): void };
  kinoflow: {
    request(
      channel: "movie:open-dropped" | "settings:set",
      payload: { readonly path: string } | { readonly frameBudgetBytes: number },
    ): Promise<unknown>;
    on(event: "movie:opened" | "movie:index", listener: (news: { indexComplete: boolean }) => void): void;
  };
  performance: { now(): number };
  document: { querySelector(selector: string): PageElement | null };
  addEventListener(type: "keydown", listener: (event: { timeStamp: number }) => void, capture: boolean): void;
  requestAnimationFrame(callback: (now: number) => void): void;
  MutationObserver: new (
    callback: () => void,
  ) => { observe(target: object, options: { attributes: true; attributeFilter: string[] }): void };
  MessageChannel: new () => {
    port1: { onmessage: (() => void) | null };
    port2: { postMessage(message: null): void };
  };
}

/** Starts the app with a movie, and resolves when its first frame is on the screen with its arrows. */
export async function launchApp(
  { root, temporary }: { readonly root: string; readonly temporary: string },
  args: readonly string[],
): Promise<BenchedApp> {
  const asRoot = process.getuid?.() === 0;
  const application = await electron.launch({
    executablePath,
    args: [
      ...(asRoot ? ["--no-sandbox"] : []),
      `--user-data-dir=${join(temporary, "data")}`,
      "--force-device-scale-factor=1",
      root,
      ...args,
    ],
  });
  try {
    const page = await application.firstWindow();
    await page.locator("button").first().waitFor();
    if (args.length > 0) await page.locator('canvas[data-frame="0"][data-flow-first="0"]').waitFor();
    return new LaunchedApp(application, page);
  } catch (error) {
    await application.close();
    throw error;
  }
}

class LaunchedApp implements BenchedApp {
  private listening = false;

  constructor(
    readonly application: ElectronApplication,
    readonly page: Page,
  ) {}

  async chooseMethod(value: string): Promise<void> {
    await this.page.getByRole("combobox", { name: "Method", exact: true }).first().selectOption(value);
    await this.page.locator(`canvas[data-method="${value}"]`).waitFor();
    // The list keeps its own keys while it has the focus.
    await this.page.getByRole("slider", { name: "Timeline" }).focus();
  }

  async watch(): Promise<void> {
    await this.page.evaluate(() => {
      (globalThis as unknown as PageGlobal).benchLog = { keys: [], painted: [] };
    });
    if (!this.listening) await this.page.evaluate(listenInPage);
    this.listening = true;
  }

  log(): Promise<WindowLog> {
    return this.page.evaluate(() => (globalThis as unknown as PageGlobal).benchLog);
  }

  async painted(frame: number): Promise<PaintedPicture> {
    const handle = await this.page.waitForFunction(
      (wanted) =>
        (globalThis as unknown as PageGlobal).benchLog.painted.find((picture) => picture.frame === wanted),
      frame,
    );
    const painted = await handle.jsonValue();
    if (!painted) throw new Error(`Frame ${frame} was not painted.`);
    return painted;
  }

  async goTo(frame: number): Promise<PaintedPicture & { readonly since: number }> {
    const field = this.page.getByRole("spinbutton", { name: "Frame", exact: true });
    await field.fill(String(frame));
    await this.watch();
    await field.press("Enter");
    const painted = await this.painted(frame);
    const { keys } = await this.log();
    return { ...painted, since: keys[0] ?? Number.NaN };
  }

  async fromCache(): Promise<string> {
    const shown = await this.page.locator(".viewer canvas").getAttribute("data-picture");
    const figures = this.page.locator(`[data-picture="${shown}"]`);
    const fold = figures.locator("details.fold");
    if ((await fold.getAttribute("open")) === null) await fold.locator("summary").click();
    return (await figures.locator('[data-stat="source"]').textContent()) ?? "";
  }

  async open(movie: string): Promise<Opening> {
    let shownMs = Number.NaN;
    const stalls = await this.stallsDuring(async () => {
      await this.page.evaluate(openInPage, movie);
      shownMs = await this.page.evaluate(() => (globalThis as unknown as PageGlobal).benchOpening.shown);
    });
    const complete = this.page.evaluate(() => (globalThis as unknown as PageGlobal).benchOpening.complete);
    return { shownMs, stalls, complete };
  }

  async setFrameBudget(bytes: number): Promise<void> {
    await this.page.evaluate(
      (frameBudgetBytes) =>
        (globalThis as unknown as PageGlobal).kinoflow.request("settings:set", { frameBudgetBytes }),
      bytes,
    );
  }

  async stallsDuring(work: (page: Page) => Promise<void>): Promise<Stalls> {
    await this.page.evaluate(watchWindowStalls);
    await this.application.evaluate(watchMainStalls);
    await work(this.page);
    const mainMs = await this.application.evaluate(() => {
      const { benchStall } = globalThis as unknown as MainGlobal;
      clearInterval(benchStall.timer);
      return benchStall.longest;
    });
    const windowMs = await this.page.evaluate(() => {
      const { benchStall } = globalThis as unknown as PageGlobal;
      benchStall.end();
      return benchStall.longest;
    });
    return { mainMs, windowMs };
  }

  async quiet(): Promise<void> {
    for (;;) {
      const before = await this.cpuMs();
      await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
      if ((await this.cpuMs()) - before < QUIET_SHARE * QUIET_MS) return;
    }
  }

  private cpuMs(): Promise<number> {
    return this.application.evaluate(() => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1000;
    });
  }

  close(): Promise<void> {
    return this.application.close();
  }
}

/** Runs in the page: takes down every key and every picture on the canvas. */
function listenInPage(): void {
  const page = globalThis as unknown as PageGlobal;
  const canvas = page.document.querySelector(".viewer canvas");
  if (!canvas) return;
  const { dataset } = canvas;
  page.addEventListener("keydown", ({ timeStamp }) => page.benchLog.keys.push(timeStamp), true);
  const nextFrame = page.requestAnimationFrame.bind(page);
  let inFrame = false;
  // What is drawn within an animation frame is painted with it, all else with the next one.
  page.requestAnimationFrame = (callback) =>
    nextFrame((now) => {
      inFrame = true;
      try {
        callback(now);
      } finally {
        queueMicrotask(() => {
          inFrame = false;
        });
      }
    });
  const channel = new page.MessageChannel();
  const drawn: { frame: number; coarse: string; drawnAt: number }[] = [];
  channel.port1.onmessage = () => {
    const paintedAt = page.performance.now();
    for (const picture of drawn.splice(0)) page.benchLog.painted.push({ ...picture, paintedAt });
  };
  // A message that is posted within an animation frame arrives when the frame has been painted and handed over.
  const noteFrameEnd = (): void => channel.port2.postMessage(null);
  const observer = new page.MutationObserver(() => {
    if (dataset.frame === undefined || dataset.flowFirst !== dataset.frame) return;
    drawn.push({
      frame: Number(dataset.frame),
      coarse: dataset.coarse ?? "",
      drawnAt: page.performance.now(),
    });
    if (inFrame) noteFrameEnd();
    else nextFrame(noteFrameEnd);
  });
  observer.observe(canvas, { attributes: true, attributeFilter: ["data-frame", "data-flow-first"] });
}

/** Runs in the page: opens a movie and notes when it is there. */
function openInPage(path: string): void {
  const page = globalThis as unknown as PageGlobal;
  const begin = page.performance.now();
  const complete = new Promise<number>((resolve) => {
    for (const event of ["movie:opened", "movie:index"] as const) {
      page.kinoflow.on(event, ({ indexComplete }) => {
        if (indexComplete) resolve(page.performance.now() - begin);
      });
    }
  });
  const channel = new page.MessageChannel();
  const shown = new Promise<number>((resolve) => {
    channel.port1.onmessage = () => resolve(page.performance.now() - begin);
    const look = (): void => {
      // The message arrives when the frame with the picture has been painted and handed over.
      if (page.document.querySelector('canvas[data-flow-first="0"]')) channel.port2.postMessage(null);
      else page.requestAnimationFrame(look);
    };
    page.requestAnimationFrame(look);
  });
  page.benchOpening = { shown, complete };
  void page.kinoflow.request("movie:open-dropped", { path });
}

/** Runs in the page: takes down how late animation frames come. */
function watchWindowStalls(): void {
  const page = globalThis as unknown as PageGlobal;
  const frameMs = 1000 / 60;
  let last = page.performance.now();
  let ended = false;
  const stall = {
    longest: 0,
    end: () => {
      ended = true;
    },
  };
  const tick = (): void => {
    if (ended) return;
    const now = page.performance.now();
    stall.longest = Math.max(stall.longest, now - last - frameMs);
    last = now;
    page.requestAnimationFrame(tick);
  };
  page.requestAnimationFrame(tick);
  page.benchStall = stall;
}

/** Runs in main: takes down how late a timer is. */
function watchMainStalls(): void {
  const intervalMs = 4;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    stall.longest = Math.max(stall.longest, now - last - intervalMs);
    last = now;
  }, intervalMs);
  const stall = { longest: 0, timer };
  (globalThis as unknown as MainGlobal).benchStall = stall;
}
