import type { MovieInfo } from "../../../shared/movie";
import { sameFlowParameters } from "../../lib/flow-parameters";
import {
  measuredFacts,
  type NamedFact,
  suggestedChanges,
  suggestionReasons,
} from "../../lib/suggestion-text";
import { isStill } from "../../playback/movie-growth";
import {
  applySuggestion,
  cancelSuggestion,
  dismissSuggestion,
  type SuggestionState,
  suggest,
  useSuggestionStore,
} from "../../stores/suggestion-store";
import { editedFlow, useViewStore, viewActions } from "../../stores/view-store";
import { useTexts } from "../../texts/use-texts";

/** Measures some pairs of the movie, and suggests the method and parameters that they need. */
export function SuggestButton({ movie }: { readonly movie: MovieInfo }) {
  const { common, notices, panels } = useTexts();
  const still = isStill(movie);
  const measuring = useSuggestionStore((state) => state.measuring);
  return measuring ? (
    <button type="button" className="button button--small panel__action" onClick={cancelSuggestion}>
      {common.cancel}
    </button>
  ) : (
    <button
      type="button"
      className="button button--small panel__action"
      title={still ? notices.singleFrame : panels.flow.suggestNote}
      disabled={still}
      onClick={() => void suggest(movie)}
    >
      {panels.flow.suggest}
    </button>
  );
}

/** What was measured and is suggested, until it is applied or dismissed. */
export function SuggestionNote({ movie }: { readonly movie: MovieInfo }) {
  const { panels } = useTexts();
  const { measuring, last } = useSuggestionStore();
  return (
    <div className="suggestion" role="status">
      {measuring && <p className="quiet appear-late">{panels.flow.measuring}</p>}
      {last?.token === movie.token &&
        (last.before === null ? <Proposal last={last} /> : <Applied last={last} before={last.before} />)}
    </div>
  );
}

type Last = NonNullable<SuggestionState["last"]>;

function Proposal({ last: { suggestion } }: { readonly last: Last }) {
  const texts = useTexts();
  const words = texts.panels.suggestion;
  const now = useViewStore((state) => editedFlow(state).flow);
  const changes = suggestedChanges(now, suggestion, texts);
  return (
    <section className="suggestion__proposal" aria-label={words.label}>
      <h3>
        {words.measured} <span className="quiet">{words.pairs(suggestion.pairs)}</span>
      </h3>
      <Facts facts={measuredFacts(suggestion, texts)} />
      <h3>{words.change}</h3>
      {changes.length === 0 ? <p>{words.nothing}</p> : <Facts facts={changes} />}
      {changes.length > 0 && (
        <>
          <h3>{words.why}</h3>
          <p>{suggestionReasons(suggestion, texts).join(" ")}</p>
        </>
      )}
      <p className="suggestion__actions">
        {changes.length > 0 && (
          <button
            type="button"
            className="button button--small button--primary"
            title={words.applyNote}
            onClick={applySuggestion}
          >
            {words.apply}
          </button>
        )}
        <button type="button" className="button button--small" onClick={dismissSuggestion}>
          {texts.common.dismiss}
        </button>
      </p>
    </section>
  );
}

/** Says that it was applied, for as long as it is what holds. */
function Applied({ last, before }: { readonly last: Last; readonly before: NonNullable<Last["before"]> }) {
  const { panels } = useTexts();
  const flow = useViewStore((state) => editedFlow(state).flow);
  const { preparation, pairing } = flow;
  const suggested = { ...last.suggestion.flow, preparation, pairing };
  if (!sameFlowParameters(suggested, flow)) return null;
  const undo = (): void => {
    viewActions.setFlow(before.flow, before.basePreset);
    dismissSuggestion();
  };
  return (
    <p>
      {panels.suggestion.applied}{" "}
      <button type="button" className="link" onClick={undo}>
        {panels.suggestion.undo}
      </button>
    </p>
  );
}

function Facts({ facts }: { readonly facts: readonly NamedFact[] }) {
  return (
    <dl className="suggestion__facts">
      {facts.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
