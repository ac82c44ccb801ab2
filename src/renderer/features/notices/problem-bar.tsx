import { dismissProblem, useMovieStore } from "../../stores/movie-store";
import { askForLayout } from "../../stores/raw-store";
import { useTexts } from "../../texts/use-texts";
import { ProblemNotice } from "./problem-notice";

/** What went wrong last, until it is dismissed. */
export function ProblemBar() {
  const problem = useMovieStore((state) => state.problem);
  const { commands } = useTexts();
  if (problem === null) return null;
  const { rawFile } = problem;
  const action = rawFile && (
    <button type="button" className="button button--small" onClick={() => void askForLayout(rawFile)}>
      {commands["open-raw"]}
    </button>
  );
  return <ProblemNotice problem={problem} action={action} onDismiss={dismissProblem} />;
}
