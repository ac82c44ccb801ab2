import { dismissProblem, useMovieStore } from "../../stores/movie-store";
import { ProblemNotice } from "./problem-notice";

/** What went wrong last, until it is dismissed. */
export function ProblemBar() {
  const problem = useMovieStore((state) => state.problem);
  return problem && <ProblemNotice problem={problem} onDismiss={dismissProblem} />;
}
