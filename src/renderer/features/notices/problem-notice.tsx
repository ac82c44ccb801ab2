import type { ReactNode } from "react";
import { NoticeBar } from "../../components/notice-bar";
import type { Problem } from "../../stores/movie-store";
import { useErrorText } from "../../texts/use-texts";

interface ProblemNoticeProps {
  readonly problem: Problem;
  readonly action?: ReactNode;
  readonly onDismiss?: () => void;
}

/** A problem at the top of the picture, in the language of the window. */
export function ProblemNotice({ problem, ...rest }: ProblemNoticeProps) {
  const { sentence, details } = useErrorText(problem.error);
  return (
    <NoticeBar kind="problem" subject={problem.subject} message={sentence} details={details} {...rest} />
  );
}
