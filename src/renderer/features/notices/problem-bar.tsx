import { NoticeBar } from "../../components/notice-bar";
import { dismissProblem, useMovieStore } from "../../stores/movie-store";

/** What went wrong last, until it is dismissed. */
export function ProblemBar() {
  const problem = useMovieStore((state) => state.problem);
  if (problem === null) return null;
  return (
    <NoticeBar
      kind="problem"
      subject={problem.subject}
      message={problem.error.message}
      details={problem.error.details}
      onDismiss={dismissProblem}
    />
  );
}
