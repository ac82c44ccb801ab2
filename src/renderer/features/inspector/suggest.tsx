import type { MovieInfo } from "../../../shared/movie";
import { sameFlowParameters } from "../../lib/flow-parameters";
import { suggestionText } from "../../lib/suggestion-text";
import { isStill } from "../../playback/movie-growth";
import { cancelSuggestion, suggest, useSuggestionStore } from "../../stores/suggestion-store";
import { editedFlow, useViewStore, viewActions } from "../../stores/view-store";
import { useTexts } from "../../texts/use-texts";

/** Sets the method and its parameters to what some pairs of the movie were measured to need. */
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

/** Says what was found and set, for as long as that is what holds. */
export function SuggestionNote({ movie }: { readonly movie: MovieInfo }) {
  const texts = useTexts();
  const { measuring, last } = useSuggestionStore();
  const flow = useViewStore((state) => editedFlow(state).flow);
  const holds = last?.token === movie.token && sameFlowParameters(last.suggestion.flow, flow);
  return (
    <div className="suggestion" role="status">
      {measuring && <p className="quiet appear-late">{texts.panels.flow.measuring}</p>}
      {last !== null && holds && (
        <p title={texts.panels.suggestion.pairs(last.suggestion.pairs)}>
          {suggestionText(last.suggestion, texts)}{" "}
          <button
            type="button"
            className="link"
            onClick={() => viewActions.setFlow(last.before.flow, last.before.basePreset)}
          >
            {texts.panels.suggestion.undo}
          </button>
        </p>
      )}
    </div>
  );
}
