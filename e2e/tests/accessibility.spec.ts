import { join } from "node:path";
import axe from "axe-core";
import type { Locator } from "playwright/test";
import { writeGreyStack } from "../../src/engine/testing/grey-stack";
import { expect, test } from "../fixtures/app";
import { makeMovie } from "../fixtures/movies";
import type { KinoflowWindow } from "../page-objects/kinoflow-window";

/** What keeps people from using the app; axe's lesser findings are advice. */
const IMPACTS: readonly unknown[] = ["serious", "critical"];

/** Themes, and which of axe's rules are asked: the light one has the same elements, in other colours. */
const SCHEMES = [
  { colorScheme: "dark", rules: {} },
  {
    colorScheme: "light",
    rules: { runOnly: { type: "rule", values: ["color-contrast", "link-in-text-block"] } },
  },
] as const satisfies readonly { colorScheme: "dark" | "light"; rules: axe.RunOptions }[];

/** Looks for what axe finds wrong with the window as it is, in both themes. The test goes on, and fails at its end. */
async function expectAccessible(app: KinoflowWindow, screen: string): Promise<void> {
  for (const { colorScheme, rules } of SCHEMES) {
    await app.page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await settled(app);
    expect.soft(await findings(app, rules), `${screen}, ${colorScheme}`).toEqual([]);
  }
}

/** Waits for fades to end: half-way, a text has a colour of its own. */
async function settled(app: KinoflowWindow): Promise<void> {
  await app.page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter((animation) => animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}

/** One text for each rule and element: what is wrong, where, and why. */
async function findings(app: KinoflowWindow, rules: axe.RunOptions): Promise<readonly string[]> {
  // Code from the debugger is outside of the page's content security policy, which forbids a script tag.
  if (!(await app.page.evaluate(() => "axe" in window))) await app.page.evaluate(axe.source);
  const violations = await app.page.evaluate(async (asked) => {
    const { axe: injected } = window as unknown as { readonly axe: typeof axe };
    return (await injected.run(document, { resultTypes: ["violations"], ...asked })).violations;
  }, rules);
  return violations.flatMap(({ id, impact, help, nodes }) =>
    IMPACTS.includes(impact)
      ? nodes.map(
          ({ target, html, failureSummary = "" }) =>
            `${impact} ${id}: ${help}\n  at ${target.join(" ")}\n  ${html}\n  ${failureSummary}`,
        )
      : [],
  );
}

function dialog(app: KinoflowWindow, name: string): Locator {
  return app.page.getByRole("dialog", { name });
}

/** Looks at a dialog that is open, and closes it. */
async function expectDialogAccessible(app: KinoflowWindow, name: string): Promise<void> {
  await expect(dialog(app, name)).toBeVisible();
  await expectAccessible(app, name);
  await app.page.keyboard.press("Escape");
  await expect(dialog(app, name)).toBeHidden();
}

test("axe finds nothing serious on the start screen and in the dialogs in front of it", async ({
  launch,
  folder,
}) => {
  const app = await launch();
  await expectAccessible(app, "start screen");
  await app.page.keyboard.press("ControlOrMeta+k");
  await expectDialogAccessible(app, "Commands");
  await app.page.keyboard.press("?");
  await expectDialogAccessible(app, "Keyboard shortcuts");
  await app.page.keyboard.press("ControlOrMeta+,");
  await expectDialogAccessible(app, "Settings");
  await app.open(join(folder, "nowhere.mp4"));
  await expect(app.alert).toBeVisible();
  await expectAccessible(app, "start screen with an error");
  await app.open(makeMovie(folder, "clip.mp4", { seconds: 1 }));
  await app.shows(0);
  await app.quit();

  const again = await launch();
  await expect(again.page.getByRole("region", { name: "Recent movies" })).toBeVisible();
  await expectAccessible(again, "start screen with recent movies");
});

test("axe finds nothing serious around a movie", async ({ app, folder }) => {
  await app.open(makeMovie(folder, "clip.mp4"));
  await app.shows(0);
  await app.indexed();
  await app.figuresFollow();
  await expectAccessible(app, "movie");

  await app.page.keyboard.press("c");
  await app.page.keyboard.press("Shift+S");
  await expect(app.page.getByRole("slider", { name: "Divider between A and B" })).toBeVisible();
  await app.button("1:1").click();
  await app.button("Zoom in").click();
  await app.setNumber("Frame", 10);
  await app.page.keyboard.press("i");
  await app.setNumber("Frame", 20);
  await app.page.keyboard.press("o");
  await app.shows(20);
  await app.page.keyboard.press("p");
  await expect(app.button("Delete probe 1")).toBeVisible();
  await app.figuresFollow();
  await app.button("Graphs").click();
  await expect(app.page.getByRole("group", { name: "Graphs" })).toBeVisible();
  await expectAccessible(
    app,
    "movie with a colour map, two sides, zoomed, with a probe, a marked range, and the choice of tracks",
  );
  await app.page.keyboard.press("Escape");

  await app.open(join(folder, "nowhere.mp4"));
  await expect(app.alert).toBeVisible();
  await expectAccessible(app, "movie with an error");

  await app.page.keyboard.press("f");
  await expect(app.page.getByText("Only the picture is shown")).toBeVisible();
  await app.page.keyboard.press("Tab");
  await expectAccessible(app, "the picture alone");
});

test("axe finds nothing serious in what is folded and in the tabs of the inspector", async ({
  app,
  folder,
}) => {
  await app.open(makeMovie(folder, "clip.mp4", { seconds: 1 }));
  await app.shows(0);
  await app.figuresFollow();
  const inspector = app.page.getByRole("complementary", { name: "Inspector" });
  const tabs = inspector.getByRole("tab");
  await expect(tabs.first()).toBeVisible();
  for (const tab of await tabs.all()) {
    await tab.click();
    // Each that is opened leaves the list.
    const folded = inspector.locator("details:not([open]) > summary");
    for (let left = await folded.count(); left > 0; left -= 1) {
      await folded.first().click();
      await expect(folded).toHaveCount(left - 1);
    }
    await expectAccessible(app, `inspector, ${await tab.textContent()}`);
  }
  // Grey recordings have controls of their own.
  const stack = join(folder, "grey.tif");
  writeGreyStack(stack, { width: 160, height: 120, frames: 4, values: [300, 3500] });
  await app.open(stack);
  await app.shows(0);
  await app.showTab("View");
  await expect(inspector.getByRole("slider", { name: "White point" })).toBeVisible();
  await expectAccessible(app, "levels");
});

test("axe finds nothing serious in the dialogs in front of a movie", async ({ app }) => {
  await app.openSample();
  await expectAccessible(app, "sample");
  await app.page.keyboard.press("g");
  const goTo = dialog(app, "Go to frame or time");
  await goTo.getByRole("textbox").fill("99999");
  await goTo.getByRole("textbox").press("Enter");
  await expect(goTo.getByRole("alert")).toBeVisible();
  await expectDialogAccessible(app, "Go to frame or time");
  await app.page.keyboard.press("ControlOrMeta+k");
  await expectDialogAccessible(app, "Commands");
  await app.button("Export…").click();
  await expectDialogAccessible(app, "Export overlay video");
  await app.button("Export all frames as CSV…").click();
  await expectDialogAccessible(app, "Export all frames as CSV");
  await app.page.keyboard.press("ControlOrMeta+Shift+M");
  const benchmark = dialog(app, "Benchmark of the implementations");
  await expectAccessible(app, "Benchmark of the implementations, before it has run");
  await benchmark.getByRole("button", { name: "Run" }).click();
  await expect(benchmark.getByRole("button", { name: "Run again" })).toBeVisible();
  await expectDialogAccessible(app, "Benchmark of the implementations");
  await app.page.keyboard.press("ControlOrMeta+Shift+o");
  await expectDialogAccessible(app, "Open a recent movie");
});
