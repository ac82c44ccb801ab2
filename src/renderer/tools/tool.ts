import type { MarkPoint } from "../../shared/marks/marks";
import type { Point } from "../canvas/view-transform";
import type { IconName } from "../components/icon";
import type { ToolId } from "../stores/tool-store";

/** Where the pointer is on the picture. */
export interface ToolEvent {
  /** In device pixels of the canvas. */
  readonly at: Point;
  /** The middle of the device pixel that the tip is on: its colour is that of what lies there. */
  readonly tip: Point;
  /** In pixels of the recording, whole numbers at their middles; it may lie beside the picture. */
  readonly place: MarkPoint;
  /** How far in heights of pixels of the recording a mark is grasped. */
  readonly reach: number;
  /** Device pixels for one of the page. */
  readonly ratio: number;
  readonly shift: boolean;
  readonly alt: boolean;
  /** Whether the pointer has left the place of a click since it was pressed. */
  readonly moved: boolean;
}

/** A key that was pressed on the picture. */
export interface ToolKey {
  /** As `KeyboardEvent.key`. */
  readonly key: string;
  readonly shift: boolean;
  readonly alt: boolean;
}

/** What the left button and the keys do on the picture while it is in force. What it has begun is `useToolStore`'s draft. */
export interface Tool {
  readonly id: ToolId;
  readonly icon: IconName;
  /** As CSS has it, where the pointer is. */
  cursor(event: ToolEvent): string;
  /** The button went down. */
  down(event: ToolEvent): void;
  /** The pointer moved; `pressed` while the button is held down. */
  move(event: ToolEvent, pressed: boolean): void;
  up(event: ToolEvent): void;
  /** The pointer left the picture, with no button held down. */
  leave?(): void;
  /** The second of two clicks, after both were told. */
  doubleClick(event: ToolEvent): void;
  /** Drops what was begun. False where nothing was. */
  cancel(): boolean;
  /** False where the key means nothing to it. */
  key(key: ToolKey): boolean;
}
