import { barPlace, type LegendScale, wheelPlace } from "../../../shared/overlay/legend-scale";
import { pinColour } from "../../../shared/overlay/pin-colours";
import type { ShownMovie } from "../../canvas/view-transform";
import { GRID_SCALE, type Point, toCanvas } from "../../canvas/view-transform";
import { classNames } from "../../lib/class-names";
import type { Pin } from "../../lib/pins";
import type { Reading } from "../../lib/reading";
import { middleOf } from "../../probe/picture-places";
import { shownMovie, useCanvasViewStore } from "../../stores/canvas-view";
import { leastReliabilityOf } from "../../stores/least-reliability";
import { readingAt, useProbeStore } from "../../stores/probe-store";
import { useViewStore } from "../../stores/view-store";
import { useTexts } from "../../texts/use-texts";

/** Marks over the picture. They are elements of their own, so that the picture is never painted anew for them. */
export function ProbeOverlay() {
  const hasPicture = useCanvasViewStore(({ space }) => space !== null);
  const hasPins = useViewStore(({ pins }) => pins.length > 0);
  const hasScales = useProbeStore(({ legend }) => legend.scales.length > 0);
  // Large enough to be told apart.
  const hasLargePixels = useCanvasViewStore((state) => {
    const shown = shownMovie(state);
    return shown !== null && shown.picture.height / shown.movie.height >= GRID_SCALE;
  });
  if (!hasPicture) return null;
  // What is not there renders nothing while the picture moves.
  return (
    <div className="probe-overlay">
      {hasLargePixels && <HoveredPixel />}
      {hasScales && <LegendMarks />}
      {hasPins && <Pins />}
    </div>
  );
}

function useShownMovie(): ShownMovie | null {
  const view = useCanvasViewStore((state) => state.view);
  const space = useCanvasViewStore((state) => state.space);
  return shownMovie({ view, space });
}

/** The canvas is measured in device pixels, the page in its own. */
function toPage(devicePixels: number): number {
  return devicePixels / window.devicePixelRatio;
}

/** Moves an element whose place is the top left corner of the canvas. */
function at({ x, y }: Point): { readonly transform: string } {
  return { transform: `translate(${toPage(x)}px, ${toPage(y)}px)` };
}

/** The pixel whose values are shown has a frame. */
function HoveredPixel() {
  const pixel = useProbeStore((state) => state.shown);
  const shown = useShownMovie();
  if (pixel === null || shown === null) return null;
  const { picture, movie } = shown;
  const from = toCanvas(pixel, picture, movie);
  const to = toCanvas({ x: pixel.x + 1, y: pixel.y + 1 }, picture, movie);
  const left = Math.round(from.x);
  const top = Math.round(from.y);
  return (
    <div
      className="probe-overlay__pixel"
      style={{
        ...at({ x: left, y: top }),
        width: toPage(Math.round(to.x) - left),
        height: toPage(Math.round(to.y) - top),
      }}
    />
  );
}

function Pins() {
  const { probe } = useTexts();
  const pins = useViewStore((state) => state.pins);
  const selected = useProbeStore((state) => state.selectedPin);
  const shown = useShownMovie();
  if (shown === null) return null;
  return (
    <ul className="probe-overlay__pins" aria-label={probe.marks}>
      {pins.map((pin) => (
        <PinMark key={pin.number} pin={pin} shown={shown} selected={pin.number === selected} />
      ))}
    </ul>
  );
}

interface PinMarkProps {
  readonly pin: Pin;
  readonly shown: ShownMovie;
  readonly selected: boolean;
}

/** A ring around the middle of the pixel, open in the middle, with the number beside it. */
function PinMark({ pin, shown, selected }: PinMarkProps) {
  const { probe } = useTexts();
  const { x, y } = middleOf(pin, shown);
  // Between device pixels the ring would be smeared over two of them.
  const place = { x: Math.round(x), y: Math.round(y) };
  return (
    <li
      className={classNames("pin", selected && "pin--selected")}
      style={at(place)}
      aria-label={probe.pinAt(pin.number, pin.x, pin.y)}
    >
      <svg width="32" height="28" viewBox="-10 -18 32 28" aria-hidden="true" focusable="false">
        <circle className="pin__halo" r="6" />
        <circle className="pin__ring" r="6" />
        <circle className="pin__dot" r="1" />
        <text className="pin__number" x="8" y="-5" fill={pinColour(pin.number)}>
          {pin.number}
        </text>
      </svg>
    </li>
  );
}

/** Where the colours of the legend have the motion under the pointer. */
function LegendMarks() {
  const { scales } = useProbeStore((state) => state.legend);
  const reading = useProbeStore((state) => (state.shown === null ? null : readingAt(state, state.shown)));
  const map = useProbeStore(({ shown, sources }) => (shown && sources[shown.side]?.map) ?? null);
  const side = useProbeStore(({ shown }) => shown?.side ?? "a");
  const minimum = useViewStore((state) => leastReliabilityOf(state, side));
  // What is too unreliable has no colour either.
  if (reading === null || reading === undefined || !(reading.reliability >= minimum)) return null;
  return scales.map((scale) => {
    const place = placeOnScale(scale, reading, map);
    if (place === null) return null;
    return scale.kind === "wheel" ? (
      <div key="wheel" className="legend-mark" style={at(place)} />
    ) : (
      <div
        key={scale.map}
        className="legend-mark legend-mark--bar"
        style={{ ...at({ x: place.x, y: scale.y }), height: toPage(scale.height) }}
      />
    );
  });
}

function placeOnScale(scale: LegendScale, reading: Reading, map: string | null): Point | null {
  if (scale.kind === "wheel") return wheelPlace(scale, reading.u, reading.v);
  // Arrows may have a scale of speeds of their own.
  const value = scale.map === map ? reading.map : scale.map === "speed" ? reading.speed : Number.NaN;
  return Number.isNaN(value) ? null : barPlace(scale, value);
}
