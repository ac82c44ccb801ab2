import { useState } from "react";
import { type MarkPoint, MOST_MARKS } from "../../../shared/marks/marks";
import type { MovieInfo } from "../../../shared/movie";
import { NumberInput } from "../../components/number-input";
import { useViewStore } from "../../stores/view-store";
import { useTexts } from "../../texts/use-texts";
import { addLine } from "../../tools/mark-making";

/** Adds a line by the numbers of its ends. */
export function AddLine({ movie }: { readonly movie: MovieInfo }) {
  const { lines: texts, common } = useTexts();
  const isFull = useViewStore(({ marks }) => marks.lines.length >= MOST_MARKS.lines);
  const [ends, setEnds] = useState<readonly [MarkPoint, MarkPoint] | null>(null);
  const [from, to] = ends ?? [];
  if (from === undefined || to === undefined) {
    return (
      <button
        type="button"
        className="button button--small"
        title={texts.addTitle}
        disabled={isFull}
        onClick={() => setEnds(acrossMiddle(movie))}
      >
        {texts.add}
      </button>
    );
  }
  const isPoint = from[0] === to[0] && from[1] === to[1];
  const field = (label: string, value: number, last: number, change: (next: number) => void) => (
    <NumberInput label={label} value={value} min={0} max={last} step={1} onChange={change} />
  );
  const [right, bottom] = [movie.width - 1, movie.height - 1];
  return (
    <form
      className="line-form"
      aria-label={texts.add}
      onSubmit={(event) => {
        event.preventDefault();
        if (isPoint) return;
        addLine([from, to]);
        setEnds(null);
      }}
    >
      <span className="line-form__label">{texts.addFrom}</span>
      {field(texts.fields.x1, from[0], right, (x) => setEnds([[x, from[1]], to]))}
      {field(texts.fields.y1, from[1], bottom, (y) => setEnds([[from[0], y], to]))}
      <span className="line-form__label">{texts.addTo}</span>
      {field(texts.fields.x2, to[0], right, (x) => setEnds([from, [x, to[1]]]))}
      {field(texts.fields.y2, to[1], bottom, (y) => setEnds([from, [to[0], y]]))}
      <p className="line-form__problem" role="status">
        {isPoint && texts.sameEnds}
      </p>
      <div className="line-form__actions">
        <button type="button" className="button button--small" onClick={() => setEnds(null)}>
          {common.cancel}
        </button>
        <button type="submit" className="button button--small button--primary" disabled={isPoint}>
          {texts.addNow}
        </button>
      </div>
    </form>
  );
}

/** From top to bottom through the middle of the picture, a quarter of it away from its borders. */
function acrossMiddle({ width, height }: MovieInfo): readonly [MarkPoint, MarkPoint] {
  const x = Math.round(width / 2);
  return [
    [x, Math.round(height / 4)],
    [x, Math.round((3 * height) / 4)],
  ];
}
