import { useId } from "react";
import { knownPixelSize, withPixelSize } from "../../../../shared/marks/marks";
import { type Calibration, IN_PIXELS, isInPixels, usualAxes } from "../../../../shared/measure/calibration";
import { lengthText } from "../../../../shared/measure/length";
import type { MovieInfo } from "../../../../shared/movie";
import { formatMilliseconds } from "../../../../shared/overlay/lettering";
import { pairingOf } from "../../../../shared/pairing";
import { NumberInput } from "../../../components/number-input";
import { SwitchField } from "../../../components/switch-field";
import { formatFrameRate, formatNumber } from "../../../lib/format";
import { markActions } from "../../../stores/marks-store";
import { useUnits } from "../../../stores/units-store";
import { useViewStore } from "../../../stores/view-store";
import { useTexts } from "../../../texts/use-texts";
import { SaidInPixels } from "../view/unit-fields";
import { PixelSizeField } from "./pixel-size-field";

const TURN = { min: -360, max: 360 } as const;
/** How far beside the picture the axes may start, in pixels. */
const BESIDE = 100_000;

function calibrate(kind: string | null, to: (calibration: Calibration) => Calibration): void {
  markActions.change(kind, ({ calibration }) => ({ calibration: to(calibration) }));
}

/** The size of a pixel, and the axes that are laid over the picture. */
export function CalibrationFields({ movie }: { readonly movie: MovieInfo }) {
  const { units: texts } = useTexts();
  const calibration = useViewStore((state) => state.marks.calibration);
  const pixel = useViewStore((state) => knownPixelSize(state.marks));
  const titleId = useId();
  const { axes } = calibration;
  const { pixelSize } = movie;
  const fromFile = pixelSize !== null && pixel?.value === pixelSize.value && pixel.unit === pixelSize.unit;
  return (
    <section className="panel" data-control="calibration" aria-labelledby={titleId}>
      <div className="panel__title">
        <h2 id={titleId}>{texts.title}</h2>
        {(pixel !== null || !isInPixels(calibration)) && (
          <button
            type="button"
            className="button button--small panel__action"
            title={texts.resetNote}
            onClick={() => markActions.change(null, () => ({ calibration: IN_PIXELS, pixelAside: null }))}
          >
            {texts.reset}
          </button>
        )}
      </div>
      <PixelSizeField
        pixel={pixel}
        onChange={(next) => markActions.change(null, (marks) => withPixelSize(marks, next))}
      />
      {pixelSize !== null &&
        (fromFile ? (
          <p className="quiet panel__note">{texts.isFromFile}</p>
        ) : (
          <button
            type="button"
            className="button button--small"
            title={texts.fromFileNote}
            onClick={() => markActions.change(null, (marks) => withPixelSize(marks, pixelSize))}
          >
            {texts.fromFile(lengthText(pixelSize))}
          </button>
        ))}
      <UnitNotes movie={movie} />
      {pixel !== null && <SaidInPixels />}
      <SwitchField
        label={texts.yUp}
        title={texts.yUpNote}
        on={axes.yUp}
        onChange={(yUp) => calibrate(null, (before) => ({ ...before, axes: turnedOver(before, yUp, movie) }))}
      />
      <AxesFields calibration={calibration} />
    </section>
  );
}

/** Axes that nobody has placed start at the corner where both count up from. */
function turnedOver({ axes }: Calibration, yUp: boolean, movie: MovieInfo): Calibration["axes"] {
  const usual = usualAxes(axes.yUp, movie);
  const isUsual = axes.origin[0] === usual.origin[0] && axes.origin[1] === usual.origin[1];
  return { ...axes, yUp, origin: isUsual ? usualAxes(yUp, movie).origin : axes.origin };
}

/** Where the axes start, and how they are turned. */
function AxesFields({ calibration: { axes } }: { readonly calibration: Calibration }) {
  const { units: texts } = useTexts();
  const [x, y] = axes.origin;
  const place = (origin: Calibration["axes"]["origin"]): void =>
    calibrate("origin", (before) => ({ ...before, axes: { ...before.axes, origin } }));
  return (
    <details className="fold calibration__axes">
      <summary className="fold__summary" title={texts.axesNote}>
        <span>{texts.axes}</span>
        <span className="fold__sentence">{texts.axesAre(x, y, axes.turn)}</span>
      </summary>
      <div className="fold__content">
        <NumberRow
          label={texts.originX}
          title={texts.originNote}
          unit="px"
          value={x}
          limits={{ min: -BESIDE, max: BESIDE }}
          onChange={(next) => place([next, y])}
        />
        <NumberRow
          label={texts.originY}
          title={texts.originNote}
          unit="px"
          value={y}
          limits={{ min: -BESIDE, max: BESIDE }}
          onChange={(next) => place([x, next])}
        />
        <NumberRow
          label={texts.turn}
          title={texts.turnNote}
          unit="°"
          value={axes.turn}
          limits={TURN}
          onChange={(turn) => calibrate("turn", (before) => ({ ...before, axes: { ...before.axes, turn } }))}
        />
      </div>
    </details>
  );
}

interface NumberRowProps {
  readonly label: string;
  readonly title: string;
  readonly unit: string;
  readonly value: number;
  readonly limits: { readonly min: number; readonly max: number };
  readonly onChange: (value: number) => void;
}

function NumberRow({ label, title, unit, value, limits, onChange }: NumberRowProps) {
  const id = useId();
  return (
    <div className="field-row" title={title}>
      <label htmlFor={id}>{label}</label>
      <span className="field__value">
        <NumberInput
          id={id}
          description={title}
          value={Number(value.toFixed(3))}
          {...limits}
          step={1}
          onChange={onChange}
        />
        <span className="unit">{unit}</span>
      </span>
    </div>
  );
}

/** What follows from the size of a pixel, and what there is to know of it. */
function UnitNotes({ movie }: { readonly movie: MovieInfo }) {
  const { units: texts } = useTexts();
  const units = useUnits();
  const pairing = useViewStore((state) => pairingOf(state.flow));
  if (units.calibration.pixel === null) return null;
  const { factor, unit } = units.speed();
  const notes = [
    ...(movie.pixelAspect === 1 ? [texts.oneStep(`${formatNumber(factor)} ${unit}`)] : [texts.notSquare]),
    ...(units.variesInTime && units.typicalSeconds !== null
      ? [texts.typical(formatMilliseconds(units.typicalSeconds))]
      : []),
    ...(pairing.kind === "reference"
      ? [texts.sinceReference]
      : units.typicalSeconds === null
        ? [texts.unknownTime]
        : []),
    ...(movie.rates.source === "assumed" && pairing.kind !== "reference"
      ? [texts.assumedRate(formatFrameRate(movie.frameRate))]
      : []),
  ];
  return (
    <div className="calibration__notes">
      {notes.map((note) => (
        <p key={note} className="quiet panel__note">
          {note}
        </p>
      ))}
    </div>
  );
}
