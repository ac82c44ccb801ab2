import type { MovieInfo } from "../../../../shared/movie";
import {
  hasStage,
  isPrepared,
  PREPARATION_STAGES,
  type Preparation,
  type PreparationStage,
} from "../../../../shared/preparation";
import { SwitchField } from "../../../components/switch-field";
import { preparationNames } from "../../../lib/methods";
import { setFold, useFoldsStore } from "../../../stores/folds-store";
import { preparationActions } from "../../../stores/preparation-actions";
import { editedFlow, useViewStore, viewActions } from "../../../stores/view-store";
import { useTexts } from "../../../texts/use-texts";
import { BackgroundFields } from "./background-fields";
import { StageNumber } from "./stage-number";

/** What is done to both frames before the flow: each stage with what it goes by, folded away until somebody wants them. */
export function PreparationFields({ movie }: { readonly movie: MovieInfo }) {
  const { preparation: texts } = useTexts();
  const preparation = useViewStore((state) => editedFlow(state).flow.preparation);
  const open = useFoldsStore((state) => state.preparation);
  return (
    <details
      className="advanced"
      data-control="preparation"
      open={open}
      onToggle={(event) => setFold("preparation", event.currentTarget.open)}
    >
      <summary className="advanced__summary" title={texts.titleNote}>
        {texts.title}: <Named preparation={preparation} />
      </summary>
      {PREPARATION_STAGES.map((stage) => (
        <StageFields key={stage} stage={stage} preparation={preparation} movie={movie} />
      ))}
      <ShowPrepared />
    </details>
  );
}

/** Shows what the flow of A sees; only there while something is done to it. */
function ShowPrepared() {
  const { preparation: texts } = useTexts();
  const on = useViewStore((state) => state.showPrepared);
  const prepared = useViewStore((state) => isPrepared(state.flow.preparation));
  return prepared ? (
    <SwitchField
      control="prepare-show"
      label={texts.show}
      title={texts.showNote}
      on={on}
      onChange={viewActions.setShowPrepared}
    />
  ) : null;
}

/** The stages that are on, in a line. */
function Named({ preparation }: { readonly preparation: Preparation }) {
  const texts = useTexts();
  const names = preparationNames(preparation, texts);
  return <span className="quiet">{names.length === 0 ? texts.preparation.nothing : names.join(" · ")}</span>;
}

interface StageProps {
  readonly stage: PreparationStage;
  readonly preparation: Preparation;
}

function StageFields({ stage, preparation, movie }: StageProps & { readonly movie: MovieInfo }) {
  const { preparation: texts } = useTexts();
  if (stage === "background") return <BackgroundFields background={preparation.background} movie={movie} />;
  const { label, note } = texts.stages[stage];
  return (
    <>
      <SwitchField
        control={`prepare-${stage}`}
        label={label}
        title={note}
        on={hasStage(preparation, stage)}
        onChange={(on) => preparationActions.setStage(stage, on)}
      />
      <Parameters stage={stage} preparation={preparation} />
    </>
  );
}

/** The numbers that a stage goes by, while it is on. */
function Parameters({ stage, preparation }: StageProps) {
  const { preparation: texts } = useTexts();
  const { cap, clahe, highpass, smooth } = preparation;
  switch (stage) {
    case "cap":
      return cap === null ? null : (
        <StageNumber
          stage={stage}
          parameter="cap"
          label={texts.cap}
          note={texts.capNote}
          unit="σ"
          value={cap}
        />
      );
    case "highpass":
      return highpass === null ? null : (
        <StageNumber
          {...{ stage, parameter: "highpass", label: texts.sigma, note: texts.highpassNote }}
          unit="px"
          value={highpass}
        />
      );
    case "smooth":
      return smooth === null ? null : (
        <StageNumber
          {...{ stage, parameter: "smooth", label: texts.sigma, note: texts.smoothNote }}
          unit="px"
          value={smooth}
        />
      );
    case "clahe":
      return clahe === null ? null : (
        <>
          <StageNumber
            {...{ stage, parameter: "tiles", label: texts.tiles, note: texts.tilesNote }}
            unit=""
            value={clahe.tiles}
          />
          <StageNumber
            {...{ stage, parameter: "clip", label: texts.clip, note: texts.clipNote }}
            unit="×"
            value={clahe.clip}
          />
        </>
      );
    default:
      return null;
  }
}
