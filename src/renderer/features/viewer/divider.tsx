import { type KeyboardEvent, type PointerEvent, useState, type WheelEvent } from "react";
import { SIDES } from "../../../shared/picture";
import { CENTRE, dividerColumn, lineEnd, shareAfterKey, shareAt } from "../../canvas/divider";
import { visiblePart } from "../../canvas/movie-view";
import { pictureRectangle } from "../../canvas/view-transform";
import type { Rectangle } from "../../canvas/viewport";
import { classNames } from "../../lib/class-names";
import { type SidesPainted, sideLabels } from "../../lib/side-names";
import { useCanvasViewStore } from "../../stores/canvas-view";
import { dividerActions, useDividerStore } from "../../stores/divider-store";
import { useProbeStore } from "../../stores/probe-store";
import { useTexts } from "../../texts/use-texts";

/** Parts the two flows on the picture, and says which is which; there as long as one of them is painted. */
export function Divider() {
  const painted = useDividerStore((state) => state.painted);
  // At the last frame neither side has a flow: there is nothing to part.
  if (painted === null) return null;
  if (painted.a === null && painted.b === null && painted.frames === null) return null;
  return <Split painted={painted} />;
}

/** Follows the view; apart from {@link Divider}, so that without sides nothing is rendered while the picture moves. */
function Split({ painted }: { readonly painted: SidesPainted }) {
  const view = useCanvasViewStore((state) => state.view);
  const space = useCanvasViewStore((state) => state.space);
  if (space === null) return null;
  const visible = visiblePart({ ...space, target: pictureRectangle(view, space) });
  // In shares of the viewer, which the canvas fills: whole device pixels of it come out as such, whatever their size.
  const { width, height } = space.area;
  return (
    <div
      className="split"
      style={{
        left: percent(visible.x / width),
        top: percent(visible.y / height),
        width: percent(visible.width / width),
        height: percent(visible.height / height),
      }}
    >
      <Sides painted={painted} visible={visible} />
    </div>
  );
}

interface SidesProps {
  readonly painted: SidesPainted;
  /** What is seen of the picture, in device pixels of the canvas. */
  readonly visible: Rectangle;
}

function Sides({ painted, visible }: SidesProps) {
  const texts = useTexts();
  const { split } = texts.panels;
  const share = useDividerStore((state) => state.share);
  const names = sideLabels(painted, texts);
  const left = visible.width === 0 ? 0 : (dividerColumn(share, visible) - visible.x) / visible.width;
  const widths = { a: left, b: 1 - left };
  return (
    <>
      {SIDES.map((side) => (
        <p
          key={side}
          className={classNames("split__side", `split__side--${side}`)}
          style={{ width: percent(widths[side]) }}
        >
          {names[side] !== null && (
            <span className="split__label">
              <b>{split.names[side]}</b> <span className="split__method">{names[side]}</span>
            </span>
          )}
        </p>
      ))}
      <Handle share={share} left={left} visible={visible} />
    </>
  );
}

/** CSS pixels that the line takes to either side, with its border. */
const LINE_REACH = 2;

interface HandleProps {
  readonly visible: Rectangle;
  readonly share: number;
  /** Where it stands, in shares of what is seen. */
  readonly left: number;
}

function Handle({ share, left, visible }: HandleProps) {
  const { split } = useTexts().panels;
  /** How far from the divider it was taken hold of, in device pixels; null while nobody holds it. */
  const [held, setHeld] = useState<number | null>(null);

  const columnOf = (event: PointerEvent<HTMLElement>): number => {
    const picture = event.currentTarget.parentElement?.getBoundingClientRect();
    if (!picture || picture.width === 0) return visible.x;
    return visible.x + ((event.clientX - picture.left) * visible.width) / picture.width;
  };
  const handleKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = shareAfterKey(share, event.key, event.shiftKey);
    if (next === null) return;
    // The window's own keys would go to another frame.
    event.preventDefault();
    dividerActions.moveTo(next);
  };
  const passWheelOn = (event: WheelEvent<HTMLElement>): void => {
    const canvas = event.currentTarget.closest("main")?.querySelector("canvas");
    canvas?.dispatchEvent(new globalThis.WheelEvent("wheel", event.nativeEvent));
  };
  const { plates } = useProbeStore((state) => state.legend);
  const column = dividerColumn(share, visible);
  const end = lineEnd(column, LINE_REACH * window.devicePixelRatio, visible, plates);
  const length = visible.height === 0 ? 1 : (end - visible.y) / visible.height;
  const percentA = Math.round(share * 100);
  return (
    <div
      role="slider"
      tabIndex={0}
      className="split__handle"
      aria-label={split.divider}
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percentA}
      aria-valuetext={split.position(percentA)}
      title={split.dividerNote}
      data-column={column}
      data-held={held !== null}
      style={{ left: percent(left) }}
      onKeyDown={handleKey}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setHeld(columnOf(event) - dividerColumn(share, visible));
      }}
      onPointerMove={(event) => {
        if (held !== null) dividerActions.moveTo(shareAt(columnOf(event) - held, visible));
      }}
      onPointerUp={() => setHeld(null)}
      onPointerCancel={() => setHeld(null)}
      onDoubleClick={() => dividerActions.moveTo(CENTRE)}
      onWheel={passWheelOn}
    >
      <span className="split__line" style={{ height: percent(length) }} />
    </div>
  );
}

function percent(share: number): string {
  return `${100 * share}%`;
}
