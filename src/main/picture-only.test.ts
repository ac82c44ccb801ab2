import { EventEmitter } from "node:events";
import type { BrowserWindow } from "electron";
import { expect, it } from "vitest";
import { PictureOnly } from "./picture-only";

/** As much of a window as this needs. The system tells of its full screen when `leave` is called. */
class FakeWindow extends EventEmitter {
  fullScreen = false;
  menuBar = true;
  isFullScreen = (): boolean => this.fullScreen;
  isMenuBarVisible = (): boolean => this.menuBar;
  setMenuBarVisibility(visible: boolean): void {
    this.menuBar = visible;
  }
  setFullScreen(on: boolean): void {
    const left = this.fullScreen && !on;
    this.fullScreen = on;
    if (left) this.emit("leave-full-screen");
  }
}

function started() {
  let left = 0;
  const fake = new FakeWindow();
  const pictureOnly = new PictureOnly(() => left++);
  const set = (on: boolean): void => pictureOnly.set(fake as unknown as BrowserWindow, on);
  return { fake, set, left: () => left };
}

it("gives back what there was before, and tells nobody of a leaving that was asked for", () => {
  const { fake, set, left } = started();
  set(true);
  expect([fake.fullScreen, fake.menuBar]).toEqual([true, false]);
  set(false);
  expect([fake.fullScreen, fake.menuBar]).toEqual([false, true]);
  expect(left()).toBe(0);
  expect(fake.listenerCount("leave-full-screen")).toBe(0);
});

it("brings the panels back when the system leaves the full screen, also one that there was before", () => {
  for (const fullScreen of [false, true]) {
    const { fake, set, left } = started();
    fake.setFullScreen(fullScreen);
    set(true);
    fake.setFullScreen(false);
    expect(left()).toBe(1);
    // The window asks for what it is told.
    set(false);
    expect([fake.fullScreen, fake.menuBar]).toEqual([false, true]);
    set(true);
    expect([fake.fullScreen, fake.menuBar]).toEqual([true, false]);
  }
});
