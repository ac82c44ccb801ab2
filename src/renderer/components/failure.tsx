import type { ErrorValue } from "../../shared/errors";
import { useErrorText } from "../texts/use-texts";
import { CopyDetails } from "./notice-bar";

interface FailureProps {
  readonly error: ErrorValue;
  readonly className: string;
}

/** What failed in a dialog, read out at once. */
export function Failure({ error, className }: FailureProps) {
  const { sentence, details } = useErrorText(error);
  return (
    <div className={className} role="alert">
      <p>{sentence}</p>
      {details !== undefined && <CopyDetails details={details} />}
    </div>
  );
}
