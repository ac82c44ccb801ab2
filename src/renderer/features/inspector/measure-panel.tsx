import { type CSSProperties, useEffect, useId, useRef } from "react";
import type { ErrorValue } from "../../../shared/errors";
import type { MovieInfo } from "../../../shared/movie";
import type { Side } from "../../../shared/picture";
import { CopyButton } from "../../components/copy-button";
import { IconButton } from "../../components/icon-button";
import { NumberInput } from "../../components/number-input";
import { classNames } from "../../lib/class-names";
import { formatDegrees, formatFixed, formatReading, formatSigned, NO_VALUE } from "../../lib/format";
import { MOST_PINS, type Pin } from "../../lib/pins";
import { probeTable } from "../../lib/probe-table";
import { placeText, unitName } from "../../lib/unit-name";
import { sideOf } from "../../probe/sides";
import { useCanvasViewStore } from "../../stores/canvas-view";
import { useDividerStore } from "../../stores/divider-store";
import { leastReliabilityOf } from "../../stores/least-reliability";
import { usePlaybackStore } from "../../stores/playback-store";
import { failureAt, probeActions, readingAt, useProbeStore } from "../../stores/probe-store";
import { shownSeconds, useShownSeconds } from "../../stores/shown-seconds";
import { currentUnits, useUnits } from "../../stores/units-store";
import { useViewStore, viewActions } from "../../stores/view-store";
import { useErrorText, useTexts } from "../../texts/use-texts";
import { BookmarksPanel } from "../bookmarks/bookmarks-panel";
import { LinesPanel } from "../lines/lines-panel";
import { CurvesPanel } from "../probe-curves/curves-panel";
import { TracksPanel } from "../tracks/tracks-panel";
import { TrustPanel } from "../verify/trust-panel";
import { CalibrationFields } from "./measure/calibration-fields";
import { MarksList } from "./measure/marks-list";
import { MaskPanel } from "./measure/mask-panel";
import { RegionCurvesPanel } from "./measure/region-curves-panel";
import { ValidationPanel } from "./validation/validation-panel";

/** What is measured in the picture. */
export function MeasurePanel({ movie }: { readonly movie: MovieInfo }) {
  return (
    <>
      <CalibrationFields movie={movie} />
      <Probes movie={movie} />
      <CurvesPanel />
      <MarksList movie={movie} />
      <RegionCurvesPanel movie={movie} />
      <MaskPanel movie={movie} />
      <TracksPanel movie={movie} />
      <LinesPanel movie={movie} />
      <TrustPanel />
      <ValidationPanel />
      <BookmarksPanel movie={movie} />
    </>
  );
}

/** The pinned probes with what they read in the frame on the screen. */
function Probes({ movie }: { readonly movie: MovieInfo }) {
  const texts = useTexts();
  const { canvas, probe } = texts;
  const units = useUnits();
  const unitNote = units.isInPixels ? probe.unitNote : texts.units.aside(unitName(units.speedUnit, texts));
  const pins = useViewStore((state) => state.pins);
  const unread = useUnread(pins);
  const titleId = useId();
  return (
    <section className="panel" data-control="probes" aria-labelledby={titleId}>
      <h2 className="panel__title" id={titleId}>
        {probe.title}
        {pins.length > 0 && <span className="panel__aside">{unitNote}</span>}
      </h2>
      {pins.length === 0 ? (
        <p className="quiet">{probe.none}</p>
      ) : (
        <>
          <ProbeTable movie={movie} pins={pins} />
          {pins.length === MOST_PINS && <p className="quiet probes__full">{canvas.notes.probesFull}</p>}
          <div className="probes__actions">
            <CopyButton
              label={probe.copy}
              title={probe.copyNote}
              disabled={unread}
              text={() => tableText(pins)}
            />
            <button
              type="button"
              className="button button--small"
              title={probe.clearNote}
              onClick={viewActions.clearPins}
            >
              {probe.clear}
            </button>
          </div>
        </>
      )}
    </section>
  );
}

/** Whether something of the table is still to come: it is not copied as unknown. */
function useUnread(pins: readonly Pin[]): boolean {
  const canvas = useCanvasViewStore();
  const divider = useDividerStore();
  return useProbeStore((state) =>
    pins.some((pin) => {
      const place = { ...pin, side: sideOf(pin, canvas, divider) };
      return readingAt(state, place) === undefined && failureAt(state, place) === null;
    }),
  );
}

/** The table as text, of the frame on the screen. */
function tableText(pins: readonly Pin[]): string {
  const state = useProbeStore.getState();
  const frame = usePlaybackStore.getState().shownFrame ?? 0;
  const canvas = useCanvasViewStore.getState();
  const divider = useDividerStore.getState();
  const readAt = (pin: Pin) => {
    const side = sideOf(pin, canvas, divider);
    const source = state.sources[side];
    return {
      side,
      frame: source?.frame,
      flow: source?.flow ?? null,
      reading: readingAt(state, { ...pin, side }) ?? null,
      seconds: shownSeconds(source),
    };
  };
  return probeTable(frame, pins, readAt, currentUnits());
}

/** Two lines a probe: all in one would not fit the panel. */
function ProbeTable({ movie, pins }: { readonly movie: MovieInfo; readonly pins: readonly Pin[] }) {
  const { probe, units: unitTexts } = useTexts();
  const words = useUnits().isInPixels ? probe : unitTexts;
  return (
    <table className="probes" aria-label={probe.tableLabel}>
      <thead>
        <tr>
          <th scope="col" rowSpan={2} className="probes__number">
            <span className="visually-hidden">{probe.number}</span>
          </th>
          <th scope="col" className="probes__head" title={probe.placeNote}>
            x
          </th>
          <th scope="col" className="probes__head" title={probe.placeNote}>
            y
          </th>
          <th scope="col" className="probes__head">
            {probe.reliability}
          </th>
          <td />
        </tr>
        <tr>
          <th scope="col" className="probes__head" title={words.uNote}>
            u
          </th>
          <th scope="col" className="probes__head" title={words.vNote}>
            v
          </th>
          <th scope="col" className="probes__head" title={words.speedNote}>
            {probe.speed}
          </th>
          <th scope="col" className="probes__head" title={words.angleNote}>
            {probe.angle}
          </th>
        </tr>
      </thead>
      {pins.map((pin) => (
        <ProbeRows key={pin.number} movie={movie} pin={pin} />
      ))}
    </table>
  );
}

/** The side of the divider that a pin is on. */
function useSide(pin: Pin): Side {
  const divider = useDividerStore();
  return useCanvasViewStore((canvas) => sideOf(pin, canvas, divider));
}

function ProbeRows({ movie, pin }: { readonly movie: MovieInfo; readonly pin: Pin }) {
  const { probe, panels, units: unitTexts } = useTexts();
  const units = useUnits();
  const words = units.isInPixels ? probe : unitTexts;
  const { number, x, y } = pin;
  const side = useSide(pin);
  const divided = useDividerStore((state) => state.painted !== null);
  const reading = useProbeStore((state) => readingAt(state, { ...pin, side }));
  const failure = useProbeStore((state) => failureAt(state, { ...pin, side }));
  const selected = useProbeStore((state) => state.selectedPin === number);
  const minimum = useViewStore((state) => leastReliabilityOf(state, side));
  const seconds = useShownSeconds(useProbeStore((state) => state.sources[side]));
  const motion = reading && units.motion(reading.u, reading.v, seconds);
  const unreliable = reading != null && reading.reliability < minimum;
  const rows = useRef<HTMLTableSectionElement>(null);
  useEffect(() => {
    if (selected) rows.current?.scrollIntoView({ block: "nearest" });
  }, [selected]);
  const value = (text: string | null | undefined): string => text ?? NO_VALUE;
  return (
    <tbody
      ref={rows}
      className={classNames("probes__pin", selected && "probes__pin--selected")}
      data-unreliable={unreliable}
      onPointerDown={() => probeActions.select(number)}
      onFocus={() => probeActions.select(number)}
    >
      <tr>
        <th scope="rowgroup" rowSpan={units.isInPixels ? 2 : 3} className="probes__number">
          {number}
          <span className="probes__swatch" style={{ "--pin": `var(--pin-${number})` } as CSSProperties} />
          {divided && <span className="probes__side">{panels.split.names[side]}</span>}
        </th>
        <td>
          <NumberInput
            label={probe.columnX(number)}
            value={x}
            min={0}
            max={movie.width - 1}
            step={1}
            onChange={(next) => viewActions.movePin(number, { x: Math.round(next), y })}
          />
        </td>
        <td>
          <NumberInput
            label={probe.columnY(number)}
            value={y}
            min={0}
            max={movie.height - 1}
            step={1}
            onChange={(next) => viewActions.movePin(number, { x, y: Math.round(next) })}
          />
        </td>
        <td title={unreliable ? probe.notReliable : probe.reliabilityNote(formatFixed(minimum, 2))}>
          {reading == null ? NO_VALUE : formatFixed(reading.reliability, 2)}
        </td>
        <td>
          <IconButton
            label={probe.remove(number)}
            icon="close"
            onPress={() => viewActions.removePin(number)}
          />
        </td>
      </tr>
      {!units.isInPixels && (
        <tr>
          <td colSpan={4} className="quiet probes__none" title={unitTexts.placeNote}>
            {unitTexts.place} {placeText(units, x, y)}
          </td>
        </tr>
      )}
      {failure !== null ? (
        <UnreadableRow error={failure} />
      ) : reading === null ? (
        <NoFlowRow />
      ) : (
        <tr>
          <td title={words.uNote}>{value(motion && formatSigned(motion.u))}</td>
          <td title={words.vNote}>{value(motion && formatSigned(motion.v))}</td>
          <td>{value(motion && formatReading(motion.speed))}</td>
          <td title={words.angleNote}>{value(motion && formatDegrees(motion.degrees))}</td>
        </tr>
      )}
    </tbody>
  );
}

/** Why there is no motion. */
function NoFlowRow() {
  const { probe, cuts } = useTexts();
  const isCut = usePlaybackStore((state) => state.shownCut);
  return (
    <tr>
      <td colSpan={4} className="quiet probes__none" title={isCut ? cuts.noFiguresTitle : probe.noFlowNote}>
        {isCut ? cuts.noFigures : probe.noFlow}
      </td>
    </tr>
  );
}

function UnreadableRow({ error }: { readonly error: ErrorValue }) {
  const { probe } = useTexts();
  return (
    <tr>
      <td colSpan={4} className="quiet probes__none" title={useErrorText(error).sentence}>
        {probe.unreadable}
      </td>
    </tr>
  );
}
