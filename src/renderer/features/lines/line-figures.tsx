import type { LineFigures } from "../../../shared/measure/line-figures";
import type { TypedUnits } from "../../../shared/measure/units";
import { formatNumber, formatPercent, quantityText } from "../../lib/format";
import { useTexts } from "../../texts/use-texts";
import { Figure } from "../inspector/stats/figure";

interface LineFiguresListProps {
  readonly figures: LineFigures;
  readonly typed: TypedUnits;
}

/** The figures of a line in a frame. */
export function LineFiguresList({ figures, typed }: LineFiguresListProps) {
  const { lines: texts } = useTexts();
  const { speed, circulation: flux } = typed;
  const rows = [
    ["meanAlong", texts.names.meanAlong, texts.alongNote, speed],
    ["meanAcross", texts.names.meanAcross, texts.acrossNote, speed],
    ["flux", texts.names.flux, texts.fluxNote, flux],
    ["meanSpeed", texts.names.meanSpeed, texts.speedNote, speed],
    ["maxSpeed", texts.names.maxSpeed, texts.speedNote, speed],
  ] as const;
  return (
    <dl className="figures">
      {rows.map(([name, label, title, unit]) => (
        <Figure
          key={name}
          name={`line-${name}`}
          label={label}
          title={title}
          value={
            <>
              {formatNumber(figures[name])} <span className="unit">{unit}</span>
            </>
          }
        />
      ))}
      <Figure
        name="line-reliableShare"
        label={texts.names.reliableShare}
        title={texts.reliableNote}
        value={quantityText(formatPercent(figures.reliableShare))}
      />
    </dl>
  );
}
