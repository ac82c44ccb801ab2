import { useId } from "react";
import type { MarkedLine } from "../../../shared/marks/marks";
import { profileUnits } from "../../../shared/measure/line-figures";
import type { MovieInfo } from "../../../shared/movie";
import { ChoiceField } from "../../components/choice-field";
import { CopyButton } from "../../components/copy-button";
import { Failure } from "../../components/failure";
import { profileTable } from "../../lib/line-reading";
import { markActions, useMarkSelection } from "../../stores/marks-store";
import { useUnits } from "../../stores/units-store";
import { useViewStore } from "../../stores/view-store";
import { useTexts } from "../../texts/use-texts";
import { AddLine } from "./add-line";
import { KymographPanel } from "./kymograph-panel";
import { LineCurvesFields } from "./line-curves-fields";
import { LineFiguresList } from "./line-figures";
import { ProfileChart } from "./profile-chart";
import { useLineProfile } from "./use-line-profile";

/** The motion along the selected line, or along the last one that was laid. */
export function LinesPanel({ movie }: { readonly movie: MovieInfo }) {
  const { lines: texts } = useTexts();
  const lines = useViewStore((state) => state.marks.lines);
  const selected = useMarkSelection((state) => state.selected);
  const titleId = useId();
  const line = lines.find(({ id }) => id === selected) ?? lines.at(-1);
  return (
    <section className="panel" data-control="lines" aria-labelledby={titleId}>
      <h2 className="panel__title" id={titleId}>
        {texts.title}
      </h2>
      {line === undefined ? (
        <p className="quiet">{texts.none}</p>
      ) : (
        <>
          <ChoiceField
            label={texts.line}
            title={texts.lineTitle}
            choices={lines.map(({ id, name }) => ({ value: id, label: name }))}
            value={line.id}
            onChange={markActions.select}
          />
          <Profile key={line.id} movie={movie} line={line} />
          <LineCurvesFields movie={movie} />
          <KymographPanel movie={movie} line={line} />
        </>
      )}
      <div className="line-add">
        <AddLine movie={movie} />
      </div>
    </section>
  );
}

function Profile({ movie, line }: { readonly movie: MovieInfo; readonly line: MarkedLine }) {
  const { lines: texts } = useTexts();
  const units = useUnits();
  const { said, error } = useLineProfile(line, movie);
  if (error !== null) return <Failure error={error} className="quiet" />;
  if (said === null) return <p className="quiet line-chart--none">{texts.noFlow}</p>;
  return (
    <>
      <ProfileChart
        // Its axis is that of one line, in one unit.
        key={`${units.typed.speed} ${line.points.join(" ")}`}
        name={line.name}
        said={said}
        units={units}
      />
      <LineFiguresList figures={said.figures} typed={units.typed} />
      <div className="probes__actions">
        <CopyButton
          label={texts.copy}
          title={texts.copyNote}
          text={() => profileTable(said, profileUnits(units.calibration, units.typed.speed))}
        />
      </div>
    </>
  );
}
