import { beforeEach, describe, expect, it } from "vitest";
import { NO_MARKS } from "../../shared/marks/marks";
import { useCanvasViewStore } from "../stores/canvas-view";
import { useDialogStore } from "../stores/dialog-store";
import { currentMarks, markActions, useMarkSelection } from "../stores/marks-store";
import { usePlaybackStore } from "../stores/playback-store";
import { useToolStore } from "../stores/tool-store";
import { useViewStore } from "../stores/view-store";
import { lengthOf, scaleLine } from "./calibration";
import { selectedMark } from "./grasp";
import { duplicateMark } from "./mark-making";
import { chooseTool, currentTool, leaveStep } from "./registry";
import type { ToolEvent } from "./tool";

/** Pixels that are twice as wide as high. */
const SPACE = { area: { width: 800, height: 400 }, movie: { width: 400, height: 400 }, pixelAspect: 2 };

function event(x: number, y: number, more: Partial<ToolEvent> = {}): ToolEvent {
  const at = { x, y };
  return { at, tip: at, place: [x, y], reach: 5, ratio: 1, shift: false, alt: false, moved: false, ...more };
}

function drag(
  from: readonly [number, number],
  to: readonly [number, number],
  more: Partial<ToolEvent> = {},
): void {
  const tool = currentTool();
  tool.down(event(...from, more));
  tool.move(event(...to, { ...more, moved: true }), true);
  tool.up(event(...to, { ...more, moved: true }));
}

function click(x: number, y: number, more: Partial<ToolEvent> = {}): void {
  currentTool().down(event(x, y, more));
  currentTool().up(event(x, y, more));
}

beforeEach(() => {
  useCanvasViewStore.setState({ space: SPACE });
  useViewStore.setState({ marks: NO_MARKS });
  useDialogStore.setState({ open: null });
  usePlaybackStore.setState({ shownFrame: 5 });
  markActions.select(null);
  chooseTool("probe");
});

describe("tools", () => {
  it("lay a scale whose length is that of the line as displayed", () => {
    chooseTool("calibrate");
    drag([100, 100], [150, 100]);
    expect(useDialogStore.getState().open).toBe("calibrate");
    expect(scaleLine()).toMatchObject({ from: [100, 100], to: [150, 100] });
    expect(lengthOf({ from: [100, 100], to: [150, 100] })).toBe(100);
    expect(lengthOf({ from: [100, 100], to: [130, 180] })).toBe(100);
  });

  it("turn axes and draw squares as they are displayed", () => {
    chooseTool("origin");
    drag([100, 200], [150, 100]);
    expect(currentMarks().calibration.axes).toEqual({ origin: [100, 200], turn: 45, yUp: false });
    drag([100, 200], [151, 100], { shift: true });
    expect(currentMarks().calibration.axes.turn).toBe(45);
    chooseTool("ellipse");
    drag([50, 50], [60, 110], { shift: true });
    expect(currentMarks().regions[0]?.shape).toEqual({
      kind: "ellipse",
      x: 65,
      y: 80,
      radiusX: 15,
      radiusY: 30,
    });
  });

  it("set a selected track right at another frame, in the order of frames, and begin another one with Shift", () => {
    chooseTool("track");
    click(100, 100);
    usePlaybackStore.setState({ shownFrame: 2 });
    click(80, 90);
    expect(currentMarks().tracks.map(({ anchors }) => anchors)).toEqual([
      [
        { frame: 2, x: 80, y: 90 },
        { frame: 5, x: 100, y: 100 },
      ],
    ]);
    usePlaybackStore.setState({ shownFrame: 9 });
    click(70, 70, { shift: true });
    expect(currentMarks().tracks.map(({ name }) => name)).toEqual(["track1", "track2"]);
    // Its anchor at this frame is what a drag moves.
    drag([71, 70], [75, 72]);
    expect(currentMarks().tracks[1]?.anchors).toEqual([{ frame: 9, x: 75, y: 72 }]);
  });

  it("take no tremble for a corner, and close a polygon at its first one", () => {
    chooseTool("polygon");
    click(10, 10);
    currentTool().move(event(60, 11), false);
    click(60, 10);
    click(61, 10);
    click(60, 90);
    click(11, 12);
    expect(currentMarks().regions[0]?.shape).toEqual({
      kind: "polygon",
      corners: [
        [10, 10],
        [60, 10],
        [60, 90],
      ],
    });
    expect(useToolStore.getState().draft).toBeNull();
  });

  it("are left step by step: what was begun, what is selected, the tool", () => {
    chooseTool("rectangle");
    drag([10, 10], [60, 60]);
    chooseTool("select");
    const before = currentMarks();
    currentTool().down(event(30, 30));
    currentTool().move(event(90, 90, { moved: true }), true);
    expect(currentMarks()).not.toEqual(before);
    expect(leaveStep()).toBe(true);
    expect(currentMarks()).toEqual(before);
    expect(useMarkSelection.getState().selected).not.toBeNull();
    expect(leaveStep()).toBe(true);
    expect(useMarkSelection.getState().selected).toBeNull();
    expect(leaveStep()).toBe(true);
    expect(currentTool().id).toBe("probe");
    expect(leaveStep()).toBe(false);
  });

  it("lay copies aside, under names and in colours of their own", () => {
    chooseTool("polygon");
    for (const [x, y] of [
      [10, 10],
      [60, 10],
      [60, 90],
      [10, 10],
    ] as const)
      click(x, y);
    const any = selectedMark();
    if (any !== null) duplicateMark(any);
    const [polygon, copy] = currentMarks().regions;
    expect(copy?.shape).toEqual({
      kind: "polygon",
      corners: [
        [20, 20],
        [70, 20],
        [70, 100],
      ],
    });
    expect([polygon?.name, copy?.name]).toEqual(["region1", "region2"]);
    expect(copy?.colour).not.toBe(polygon?.colour);
    expect(useMarkSelection.getState().selected).toBe(copy?.id);
  });

  it("put nothing that was in the hand into the marks of another recording", () => {
    chooseTool("rectangle");
    drag([10, 10], [60, 60]);
    chooseTool("select");
    currentTool().down(event(30, 30));
    currentTool().move(event(90, 90, { moved: true }), true);
    useViewStore.setState({ marks: NO_MARKS });
    chooseTool("mask");
    expect(currentMarks()).toBe(NO_MARKS);

    drag([100, 100], [120, 100]);
    currentTool().down(event(300, 300));
    useViewStore.setState({ marks: NO_MARKS });
    chooseTool("probe");
    expect(currentMarks()).toBe(NO_MARKS);
  });

  it("paint a mask and give a stroke up", () => {
    chooseTool("mask");
    drag([100, 100], [120, 100]);
    const painted = currentMarks().mask;
    expect(painted.length).toBeGreaterThan(0);
    currentTool().down(event(300, 300));
    expect(currentMarks().mask.length).toBeGreaterThan(painted.length);
    leaveStep();
    expect(currentMarks().mask).toEqual(painted);
    drag([90, 100], [130, 100], { alt: true });
    expect(currentMarks().mask).toEqual([]);
  });
});
