import type { ReactNode } from "react";
import type { ErrorValue } from "../../../shared/errors";
import { PIXEL_GRADIENT, PIXEL_LENGTH, type SaidMotion } from "../../../shared/measure/units";
import type { MovieInfo } from "../../../shared/movie";
import type { MapKind } from "../../../shared/overlay/settings";
import type { Side } from "../../../shared/picture";
import type { LegendMeaning } from "../../canvas/legend-places";
import { formatDegrees, formatFixed, formatReading, formatSigned, NO_VALUE } from "../../lib/format";
import type { Place } from "../../lib/pins";
import type { Reading } from "../../lib/reading";
import { coordinatesOf, mapSaidIn, unitName } from "../../lib/unit-name";
import { isStill } from "../../playback/movie-growth";
import { useDividerStore } from "../../stores/divider-store";
import { leastReliabilityOf } from "../../stores/least-reliability";
import { usePlaybackStore } from "../../stores/playback-store";
import { failureAt, readingAt, useProbeStore } from "../../stores/probe-store";
import { useShownSeconds } from "../../stores/shown-seconds";
import { useUnits } from "../../stores/units-store";
import { useViewStore } from "../../stores/view-store";
import { useErrorText, useTexts } from "../../texts/use-texts";
import { megabytes, useFrameMemory } from "../inspector/frame-memory";
import { ToolHint } from "../tools/tool-hint";

/** The line at the bottom of the window: what lies under the pointer, and the memory of the frames. */
export function StatusLine({ movie }: { readonly movie: MovieInfo }) {
  return (
    <div className="status-line">
      <Values movie={movie} />
      <ToolHint />
      <Memory />
    </div>
  );
}

function Values({ movie }: { readonly movie: MovieInfo }) {
  const { probe } = useTexts();
  const shown = useProbeStore((state) => state.shown);
  const meaning = useProbeStore((state) => state.meaning);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls, and these are figures.
    <div className="status-line__values" role="group" aria-label={probe.label}>
      <CoarseMark />
      {meaning !== null ? (
        <Meaning meaning={meaning} />
      ) : shown !== null ? (
        <PlaceValues place={shown} movie={movie} />
      ) : (
        !isStill(movie) && <span className="quiet">{probe.hint}</span>
      )}
    </div>
  );
}

/** Says that what is drawn is not all of the flow. */
function CoarseMark() {
  const { probe } = useTexts();
  const detail = usePlaybackStore((state) => state.shownCoarse);
  if (detail === null) return null;
  return <Entry title={probe.coarseNote}>{probe.coarse(detail)}</Entry>;
}

function PlaceValues({ place, movie }: { readonly place: Place; readonly movie: MovieInfo }) {
  const { probe, panels, units: unitTexts } = useTexts();
  const reading = useProbeStore((state) => readingAt(state, place));
  const failure = useProbeStore((state) => failureAt(state, place));
  const divided = useDividerStore((state) => state.painted !== null);
  const units = useUnits();
  const source = useProbeStore((state) => state.sources[place.side]);
  const seconds = useShownSeconds(source);
  const [x, y] = coordinatesOf(units, place.x, place.y);
  const [widest] = [
    ...coordinatesOf(units, movie.width - 1, movie.height - 1),
    ...coordinatesOf(units, 0, 0),
  ].sort((a, b) => b.length - a.length);
  const coordinate = (value: string): ReactNode => <Value width={widest.length}>{value}</Value>;
  return (
    <>
      {divided && (
        <Entry>
          <b>{panels.split.names[place.side]}</b>
        </Entry>
      )}
      <Entry title={units.isInPixels ? probe.placeNote : unitTexts.pixelNote(place.x, place.y)}>
        <Name>x</Name> {coordinate(x)} <Name>y</Name> {coordinate(y)}
        {units.lengthUnit !== PIXEL_LENGTH && (
          <>
            {" "}
            <span className="unit">{units.lengthUnit}</span>
          </>
        )}
      </Entry>
      {failure !== null ? (
        <Unreadable error={failure} />
      ) : reading === null ? (
        <NoFlow />
      ) : (
        <>
          <RecordedValue luma={reading?.luma ?? Number.NaN} movie={movie} />
          <Motion motion={units.motion(reading?.u ?? Number.NaN, reading?.v ?? Number.NaN, seconds)} />
          <Reliability reliability={reading?.reliability ?? Number.NaN} side={place.side} />
          <MapValue reading={reading} side={place.side} seconds={seconds} />
        </>
      )}
    </>
  );
}

/** Why there is no motion. */
function NoFlow() {
  const { probe, cuts } = useTexts();
  const isCut = usePlaybackStore((state) => state.shownCut);
  // That says why there are no values.
  const isCoarse = usePlaybackStore((state) => state.shownCoarse !== null);
  if (isCoarse) return null;
  return isCut ? (
    <Entry title={cuts.noFiguresTitle}>{cuts.noFigures}</Entry>
  ) : (
    <Entry title={probe.noFlowNote}>{probe.noFlow}</Entry>
  );
}

function Unreadable({ error }: { readonly error: ErrorValue }) {
  const { probe } = useTexts();
  return <Entry title={useErrorText(error).sentence}>{probe.unreadable}</Entry>;
}

/** What the pixel had in the recording; of 8-bit colours that says less than it takes room. */
function RecordedValue({ luma, movie }: { readonly luma: number; readonly movie: MovieInfo }) {
  const { levels } = useTexts();
  const { depth, grey } = movie;
  if (!grey && depth <= 8) return null;
  const digits = String(2 ** depth - 1).length;
  return (
    <Entry title={grey ? levels.valueNote(depth) : levels.lumaNote(depth)}>
      <Name>{grey ? levels.value : levels.luma}</Name>{" "}
      <Value width={digits}>{Number.isNaN(luma) ? NO_VALUE : luma}</Value>
    </Entry>
  );
}

/** A motion as it is said; NaN where its values have not come yet: nothing of another place or frame does. */
function Motion({ motion }: { readonly motion: SaidMotion }) {
  const texts = useTexts();
  const units = useUnits();
  const words = units.isInPixels ? texts.probe : texts.units;
  return (
    <>
      <Entry title={words.uNote}>
        <Name>u</Name> <Value width={6}>{formatSigned(motion.u)}</Value>
      </Entry>
      <Entry title={words.vNote}>
        <Name>v</Name> <Value width={6}>{formatSigned(motion.v)}</Value>
      </Entry>
      <Entry title={words.speedNote}>
        <Value width={5}>{formatReading(motion.speed)}</Value>{" "}
        <span className="unit">{unitName(units.speedUnit, texts)}</span>
      </Entry>
      <Entry title={words.angleNote}>
        <Value width={4}>{formatDegrees(motion.degrees)}</Value>
      </Entry>
    </>
  );
}

function Reliability({ reliability, side }: { readonly reliability: number; readonly side: Side }) {
  const { probe } = useTexts();
  const minimum = useViewStore((state) => leastReliabilityOf(state, side));
  const known = Number.isFinite(reliability);
  const reliable = reliability >= minimum;
  return (
    <Entry title={probe.reliabilityNote(formatFixed(minimum, 2))}>
      <Value width={4}>{formatFixed(reliability, 2)}</Value>{" "}
      <span className="status-line__verdict">{known && (reliable ? probe.reliable : probe.notReliable)}</span>
    </Entry>
  );
}

interface MapValueProps {
  readonly reading: Reading | undefined;
  readonly side: Side;
  /** That the pair takes. */
  readonly seconds: number;
}

/** What the map on the screen has there, where that is not said already. */
function MapValue({ reading, side, seconds }: MapValueProps) {
  const texts = useTexts();
  const units = useUnits();
  const map = useProbeStore((state) => state.sources[side]?.map ?? null);
  if (map === null || map === "speed" || map === "reliability") return null;
  const { name, note } = texts.panels.maps[map];
  const { factor, unit } = mapSaidIn(map, units, texts, seconds);
  return (
    <Entry title={note}>
      <Name>{name}</Name>{" "}
      <Value width={7}>{formatMapValue(map, (reading?.map ?? Number.NaN) * factor, unit)}</Value>{" "}
      <span className="unit">{unitName(unit, texts)}</span>
    </Entry>
  );
}

const SIGNED: ReadonlySet<MapKind> = new Set<MapKind>(["difference", "divergence", "vorticity"]);

/** Gradients of pixels are small, and need their digits behind the point. */
function formatMapValue(map: MapKind, value: number, unit: string): string {
  if (unit !== PIXEL_GRADIENT) return SIGNED.has(map) ? formatSigned(value) : formatReading(value);
  const text = formatFixed(value, 4);
  return map !== "shear" && value > 0 && Number(text) !== 0 ? `+${text}` : text;
}

/** What the colour of the legend under the pointer stands for. */
function Meaning({ meaning }: { readonly meaning: LegendMeaning }) {
  const texts = useTexts();
  const { probe, panels } = texts;
  const units = useUnits();
  const said = meaning.kind === "value" ? mapSaidIn(meaning.map, units, texts) : null;
  return (
    <>
      <Entry>
        <Name>{probe.legendMeans}</Name>
      </Entry>
      {meaning.kind === "motion" ? (
        // Scales go by the time that most pairs take.
        <Motion motion={units.motion(meaning.u, meaning.v, units.typicalSeconds ?? 1)} />
      ) : (
        <Entry>
          <Name>{panels.maps[meaning.map].name}</Name>{" "}
          <Value width={7}>
            {formatMapValue(meaning.map, meaning.value * (said?.factor ?? 1), said?.unit ?? "")}
          </Value>{" "}
          <span className="unit">{unitName(said?.unit ?? "", texts)}</span>
        </Entry>
      )}
    </>
  );
}

function Memory() {
  const { frameMemory, probe, settings } = useTexts();
  const { held, budget } = useFrameMemory();
  return (
    <span className="status-line__memory" title={`${probe.frameMemory}. ${frameMemory.note}`}>
      <Value width={4}>{megabytes(held)}</Value> <span className="unit">/</span> {megabytes(budget)}{" "}
      <span className="unit">{settings.megabytes}</span>
    </span>
  );
}

/** Figures that belong together. The space is for those who hear the line: on the screen a gap parts them. */
function Entry({ title, children }: { readonly title?: string; readonly children: ReactNode }) {
  return (
    <>
      <span className="status-line__entry" title={title}>
        {children}
      </span>{" "}
    </>
  );
}

function Name({ children }: { readonly children: ReactNode }) {
  return <span className="quiet">{children}</span>;
}

/** A number at the right of a field that is as wide as its longest one. */
function Value({ width, children }: { readonly width: number; readonly children: ReactNode }) {
  return (
    <span className="status-line__value" style={{ minWidth: `${width}ch` }}>
      {children}
    </span>
  );
}
