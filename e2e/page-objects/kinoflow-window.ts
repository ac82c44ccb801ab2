import type * as Electron from "electron";
import { type ElectronApplication, expect, type Locator, type Page } from "playwright/test";
import type { ArrowGrid } from "../../src/shared/overlay/arrow-grid";

/** The app's window as a person sees and uses it. */
export class KinoflowWindow {
  readonly timeline: Locator;
  readonly picture: Locator;
  readonly alert: Locator;

  constructor(
    readonly application: ElectronApplication,
    readonly page: Page,
  ) {
    this.timeline = page.getByRole("slider", { name: "Timeline" });
    this.picture = page.getByRole("main").getByRole("img");
    this.alert = page.getByRole("alert");
  }

  /** Resolves when the start screen, or a movie, is there. */
  async ready(): Promise<void> {
    await expect(this.page.getByRole("main")).toBeVisible();
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  /** A figure of the inspector, by the name that the inspector has for it. */
  stat(name: string): Locator {
    return this.page.locator(`[data-stat="${name}"]`);
  }

  /** Unfolds what the frame cost, which is folded away until somebody wants it. */
  async showCost(): Promise<void> {
    const fold = this.page
      .getByRole("group")
      .filter({ has: this.page.locator("summary", { hasText: "Cost" }) });
    if ((await fold.getAttribute("open")) === null) await fold.locator("summary").click();
  }

  /** Waits until the inspector's figures, which follow the picture a moment later, are those of what is on the screen. */
  async figuresFollow(): Promise<void> {
    const figures = this.page.locator('[aria-labelledby="stats-title"]');
    await expect
      .poll(
        async () =>
          (await figures.getAttribute("data-picture")) === (await this.picture.getAttribute("data-picture")),
      )
      .toBe(true);
  }

  spin(name: string): Locator {
    return this.page.getByRole("spinbutton", { name, exact: true });
  }

  /** Opens the inspector's settings of a kind. */
  async showTab(name: "Flow" | "View"): Promise<void> {
    await this.page.getByRole("tab", { name, exact: true }).click();
  }

  /** Sets a number, wherever in the inspector it is. */
  async setNumber(name: string, value: number): Promise<void> {
    for (const tab of ["Flow", "View"] as const) {
      if (await this.spin(name).isVisible()) break;
      await this.showTab(tab);
    }
    await this.spin(name).fill(String(value));
    await this.spin(name).press("Enter");
    await this.spin(name).blur();
  }

  /** Chooses a preset or a single-scale method in the toolbar. */
  async chooseMethod(value: string): Promise<void> {
    await this.page.getByRole("combobox", { name: "Method", exact: true }).selectOption(value);
    // The list keeps its own keys while it has the focus.
    await this.timeline.focus();
  }

  /** Chooses the map under arrows and lines; "none" takes it away. */
  async chooseMap(value: string): Promise<void> {
    await this.page.getByRole("combobox", { name: "Map" }).selectOption(value);
    await this.timeline.focus();
  }

  /** Opens a file with the Open… button, answering the system's dialog, which Playwright cannot see. */
  async open(path: string): Promise<void> {
    await this.inMain(({ dialog }, file) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [file] });
    }, path);
    await this.button("Open…").first().click();
  }

  async openSample(): Promise<void> {
    await this.button("Open the sample").click();
    await this.shows(0);
    await this.surveyed();
  }

  /** Waits until a frame is on the screen, with all of its own flow, or (the last frame) without any. */
  async shows(frame: number, flow: "flow" | "no flow" = "flow"): Promise<void> {
    await expect(this.picture).toHaveAttribute("data-frame", String(frame));
    await expect(this.picture).toHaveAttribute("data-flow-first", flow === "flow" ? String(frame) : "");
    await expect(this.picture).toHaveAttribute("data-coarse", "");
    await expect(this.spin("Frame")).toHaveValue(String(frame));
  }

  /** Waits until all frames of the movie are known, and any of them can be gone to. */
  async indexed(): Promise<void> {
    await expect(this.page.getByText(/^Indexing…/)).toHaveCount(0);
  }

  /** Waits until the scales of arrows and colours are those of the whole movie. */
  async surveyed(): Promise<void> {
    await expect(this.page.getByRole("main")).toHaveAttribute("data-surveyed", "true");
  }

  /** Chooses a place in the save dialog that comes next. */
  async answerSaveDialog(path: string | null): Promise<void> {
    await this.inMain(({ dialog }, file) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: file === null, filePath: file ?? "" });
    }, path);
  }

  async chooseFromMenu(menu: string, item: string): Promise<void> {
    await this.inMain(
      ({ Menu }, [menuName, itemName]) => {
        const entry = Menu.getApplicationMenu()
          ?.items.find((candidate) => candidate.label.replace("&", "") === menuName)
          ?.submenu?.items.find((candidate) => candidate.label === itemName);
        if (!entry) throw new Error(`There is no ${itemName} in ${menuName}.`);
        entry.click();
      },
      [menu, item] as const,
    );
  }

  /** The picture without what lies around and over it: where the movie's pixels are on the page. */
  async pictureArea(
    movieWidth: number,
    movieHeight: number,
  ): Promise<{ x: number; y: number; width: number; height: number }> {
    const box = await this.picture.boundingBox();
    if (!box) throw new Error("There is no picture.");
    const scale = Math.min(box.width / movieWidth, box.height / movieHeight);
    const width = Math.round(movieWidth * scale);
    const height = Math.round(movieHeight * scale);
    return {
      x: box.x + Math.floor((box.width - width) / 2),
      y: box.y + Math.floor((box.height - height) / 2),
      width,
      height,
    };
  }

  /** CSS pixels for a pixel of the movie on the screen. */
  async zoom(movieWidth: number): Promise<number> {
    const target = (await this.picture.getAttribute("data-target")) ?? "";
    return Number(target.split(" ")[2]) / movieWidth;
  }

  /** The scale of the arrows as the inspector has it, once the whole movie has been surveyed. */
  async movieScale(): Promise<string> {
    await this.surveyed();
    return this.spin("Arrow scale").inputValue();
  }

  /** Where the arrows of the picture stand, in pixels of the movie. */
  async arrowGrid(): Promise<ArrowGrid> {
    return JSON.parse((await this.picture.getAttribute("data-grid")) ?? "") as ArrowGrid;
  }

  /** Has arrows stand so many pixels of the movie apart, and be so many of them long for a motion of one pixel. */
  async drawArrows(movieWidth: number, spacing: number, scale: number): Promise<void> {
    const zoom = await this.zoom(movieWidth);
    await this.setNumber("Arrow spacing", Math.round(spacing * zoom));
    await this.setNumber("Arrow scale", scale * zoom);
    await expect.poll(async () => (await this.arrowGrid()).stepX).toBe(spacing);
  }

  /** What the canvas shows, without notes that lie over it, as PNG. */
  async canvasPng(): Promise<Buffer> {
    const url = await this.picture.evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL("image/png"));
    return Buffer.from(url.slice(url.indexOf(",") + 1), "base64");
  }

  async quit(): Promise<void> {
    await this.application.close();
  }

  /**
   * Has the main process do something at once. Garbage may be collected meanwhile (the app does so when a large movie was
   * closed), and with it what would tell the debugger that it is done: then it is done all the same.
   */
  async inMain<Arg>(act: (electron: typeof Electron, arg: Arg) => void, arg?: Arg): Promise<void> {
    try {
      await this.application.evaluate<void, Arg>(act as never, arg as Arg);
    } catch (error) {
      if (!wasCollected(error)) throw error;
    }
  }

  /** What the main process answers to a question, which changes nothing: it is asked again where the answer was lost as garbage. */
  async askMain<Answer, Arg>(
    ask: (electron: typeof Electron, arg: Arg) => Answer | Promise<Answer>,
    arg?: Arg,
  ): Promise<Answer> {
    for (;;) {
      try {
        return await this.application.evaluate<Answer, Arg>(ask as never, arg as Arg);
      } catch (error) {
        if (!wasCollected(error)) throw error;
      }
    }
  }
}

function wasCollected(error: unknown): boolean {
  return String(error).includes("promise was garbage collected");
}
