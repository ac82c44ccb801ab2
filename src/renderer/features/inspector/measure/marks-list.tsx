import { useId } from "react";
import {
  MARK_KINDS,
  type Mark,
  type MarkedRegion,
  type MarkKind,
  MOST_MARKS,
} from "../../../../shared/marks/marks";
import type { MovieInfo } from "../../../../shared/movie";
import type { RegionsTexts } from "../../../../shared/texts/regions-en";
import { CopyButton } from "../../../components/copy-button";
import { IconButton } from "../../../components/icon-button";
import { classNames } from "../../../lib/class-names";
import { formatReading } from "../../../lib/format";
import { regionUnit, regionValues } from "../../../lib/region-values";
import { unitName } from "../../../lib/unit-name";
import { changeMark, middleRectangle } from "../../../stores/mark-edits";
import { markActions, useMarkSelection } from "../../../stores/marks-store";
import { useRegionFigures } from "../../../stores/region-figures";
import { currentRegionMeasure } from "../../../stores/region-measure";
import { useShownSeconds } from "../../../stores/shown-seconds";
import { useUnits } from "../../../stores/units-store";
import { useViewStore } from "../../../stores/view-store";
import { useTexts } from "../../../texts/use-texts";
import { addRegion } from "../../../tools/mark-making";
import { MarkEditor } from "./mark-editor";
import { regionTable } from "./region-table-text";

/** Everything that is laid over the picture: to select, to show and hide, to change. */
export function MarksList({ movie }: { readonly movie: MovieInfo }) {
  const { regions: texts } = useTexts();
  const marks = useViewStore((state) => state.marks);
  const hasFigures = useRegionFigures((state) => state.sums.size > 0);
  const titleId = useId();
  const rows = MARK_KINDS.flatMap((kind) => marks[kind].map((mark: Mark) => ({ kind, mark })));
  return (
    <section className="panel" aria-labelledby={titleId} data-control="regions">
      <h2 className="panel__title" id={titleId}>
        {texts.title}
      </h2>
      {rows.length === 0 ? (
        <p className="quiet">{texts.none}</p>
      ) : (
        <ul className="marks" aria-labelledby={titleId}>
          {rows.map(({ kind, mark }) => (
            <MarkRow key={mark.id} kind={kind} mark={mark} movie={movie} />
          ))}
        </ul>
      )}
      <div className="probes__actions">
        <button
          type="button"
          className="button button--small"
          title={texts.addTitle}
          disabled={marks.regions.length >= MOST_MARKS.regions}
          onClick={() => addRegion(middleRectangle(movie))}
        >
          {texts.add}
        </button>
        {marks.regions.length > 0 && (
          <CopyButton
            label={texts.copy}
            title={texts.copyNote}
            disabled={!hasFigures}
            text={() => regionTable(useViewStore.getState().marks.regions)}
          />
        )}
      </div>
    </section>
  );
}

interface MarkRowProps {
  readonly kind: MarkKind;
  readonly mark: Mark;
  readonly movie: MovieInfo;
}

function MarkRow({ kind, mark, movie }: MarkRowProps) {
  const { regions: texts } = useTexts();
  const selected = useMarkSelection((state) => state.selected === mark.id);
  const editorId = useId();
  const { id, name, colour, hidden = false } = mark;
  const region = kind === "regions" ? (mark as MarkedRegion) : null;
  return (
    <li className={classNames("marks__item", selected && "marks__item--selected")}>
      <div className="marks__row">
        <button
          type="button"
          className={classNames("marks__name", hidden && "marks__name--hidden")}
          aria-label={texts.row(name, kindName(kind, region, texts))}
          aria-expanded={selected}
          aria-controls={selected ? editorId : undefined}
          title={mark.note === "" ? texts.row(name, kindName(kind, region, texts)) : mark.note}
          onClick={() => markActions.select(selected ? null : id)}
          onKeyDown={(event) => {
            if (event.key !== "Delete") return;
            event.preventDefault();
            markActions.remove(id);
          }}
        >
          <span className="marks__swatch" style={{ background: colour }} />
          <span className="marks__text">{name}</span>
        </button>
        {/* Beside the button: its name is that of the mark, not what changes with every frame. */}
        {region !== null && <ShortFigure region={region} />}
        <IconButton
          label={hidden ? texts.show(name) : texts.hide(name)}
          icon={hidden ? "eyeClosed" : "eye"}
          onPress={() => changeMark(id, { hidden: !hidden })}
        />
        <IconButton label={texts.remove(name)} icon="close" onPress={() => markActions.remove(id)} />
      </div>
      {selected && (
        <div id={editorId}>
          <MarkEditor mark={mark} region={region} movie={movie} />
        </div>
      )}
    </li>
  );
}

/** The mean speed beside the name, so that regions can be compared at a glance. */
function ShortFigure({ region }: { readonly region: MarkedRegion }) {
  const texts = useTexts();
  const frame = useRegionFigures((state) => state.frame);
  const sums = useRegionFigures((state) => state.sums.get(region.id));
  const units = useUnits();
  const seconds = useShownSeconds(frame === null ? null : { frame });
  const measure = currentRegionMeasure();
  if (frame === null || sums === undefined || measure === null) return null;
  return (
    <span className="marks__value">
      {formatReading(regionValues(sums, seconds, measure).meanSpeed)}{" "}
      <span className="unit">{unitName(regionUnit("meanSpeed", units), texts)}</span>
    </span>
  );
}

function kindName(kind: MarkKind, region: MarkedRegion | null, texts: RegionsTexts): string {
  if (region !== null) return texts.kinds[region.shape.kind];
  return kind === "lines" ? texts.kinds.line : texts.kinds.track;
}
