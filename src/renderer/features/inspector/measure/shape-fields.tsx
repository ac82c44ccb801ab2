import { useId, useState } from "react";
import type { MarkedRegion } from "../../../../shared/marks/marks";
import { pixelsIn, type RegionShape, spansOf } from "../../../../shared/measure/region";
import type { MovieInfo } from "../../../../shared/movie";
import { ChoiceField } from "../../../components/choice-field";
import { NumberInput } from "../../../components/number-input";
import { type Corners, cornersIn, cornersText } from "../../../lib/corners";
import { changeShape, shapeAs } from "../../../stores/mark-edits";
import { useTexts } from "../../../texts/use-texts";

const KINDS = ["rectangle", "ellipse", "polygon"] as const;

interface ShapeFieldsProps {
  readonly region: MarkedRegion;
  readonly movie: MovieInfo;
}

/** Kind, place and size of a region in numbers, for whoever has no mouse or knows them. */
export function ShapeFields({ region, movie }: ShapeFieldsProps) {
  const { regions: texts } = useTexts();
  const { shape } = region;
  const isOutside = pixelsIn(spansOf(shape, movie.width, movie.height)) === 0;
  return (
    <>
      <ChoiceField
        label={texts.shape}
        title={texts.shapeTitle}
        choices={KINDS.map((value) => ({ value, label: texts.kinds[value] }))}
        value={shape.kind}
        onChange={(kind) => changeShape(region, shapeAs(kind, shape), null)}
      />
      {shape.kind === "polygon" ? (
        <CornersField key={region.id} region={region} corners={shape.corners} />
      ) : (
        <NumberFields region={region} shape={shape} movie={movie} />
      )}
      {isOutside && (
        <p className="marks__problem" role="status">
          {texts.outside}
        </p>
      )}
    </>
  );
}

interface NumberFieldsProps extends ShapeFieldsProps {
  readonly shape: Exclude<RegionShape, { kind: "polygon" }>;
}

function NumberFields({ region, shape, movie }: NumberFieldsProps) {
  const { regions: texts } = useTexts();
  const { width, height } = movie;
  const change = (next: RegionShape): void => changeShape(region, next, `shape ${region.id}`);
  const fields =
    shape.kind === "rectangle"
      ? [
          {
            label: texts.left,
            value: shape.x,
            least: -width,
            most: 2 * width,
            to: (x: number) => ({ ...shape, x }),
          },
          {
            label: texts.top,
            value: shape.y,
            least: -height,
            most: 2 * height,
            to: (y: number) => ({ ...shape, y }),
          },
          {
            label: texts.width,
            value: shape.width,
            least: 1,
            most: 2 * width,
            to: (across: number) => ({ ...shape, width: across }),
          },
          {
            label: texts.height,
            value: shape.height,
            least: 1,
            most: 2 * height,
            to: (down: number) => ({ ...shape, height: down }),
          },
        ]
      : [
          {
            label: texts.centreX,
            value: shape.x,
            least: -width,
            most: 2 * width,
            to: (x: number) => ({ ...shape, x }),
          },
          {
            label: texts.centreY,
            value: shape.y,
            least: -height,
            most: 2 * height,
            to: (y: number) => ({ ...shape, y }),
          },
          {
            label: texts.radiusX,
            value: shape.radiusX,
            least: 0.5,
            most: width,
            to: (radiusX: number) => ({ ...shape, radiusX }),
          },
          {
            label: texts.radiusY,
            value: shape.radiusY,
            least: 0.5,
            most: height,
            to: (radiusY: number) => ({ ...shape, radiusY }),
          },
        ];
  return (
    <div className="marks__numbers">
      {fields.map(({ label, value, least, most, to }) => (
        // biome-ignore lint/a11y/noLabelWithoutControl: the field is in it.
        <label key={label} className="marks__number">
          <span>{label}</span>
          <NumberInput
            label={label}
            value={Number(value.toFixed(2))}
            min={least}
            max={most}
            step={shape.kind === "rectangle" ? 1 : 0.5}
            takesEffect="when-done"
            onChange={(next) => change(to(next))}
          />
        </label>
      ))}
    </div>
  );
}

function CornersField({ region, corners }: { readonly region: MarkedRegion; readonly corners: Corners }) {
  const { regions: texts } = useTexts();
  const [draft, setDraft] = useState<string | null>(null);
  const id = useId();
  const typed = draft === null ? corners : cornersIn(draft);
  const settle = (): void => {
    if (draft !== null && typed !== null) changeShape(region, { kind: "polygon", corners: typed }, null);
    setDraft(null);
  };
  return (
    <div className="marks__corners" title={texts.cornersNote}>
      <label htmlFor={id}>{texts.corners}</label>
      <textarea
        id={id}
        className="text-input"
        rows={3}
        value={draft ?? cornersText(corners)}
        aria-invalid={typed === null}
        aria-description={texts.cornersNote}
        onChange={({ currentTarget }) => setDraft(currentTarget.value)}
        onBlur={settle}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.stopPropagation();
          setDraft(null);
        }}
      />
      {typed === null && (
        <p className="marks__problem" role="alert">
          {texts.cornersInvalid}
        </p>
      )}
    </div>
  );
}
