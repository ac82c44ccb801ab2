import type { ReactNode } from "react";
import { classNames } from "../../lib/class-names";

interface JudgementResultProps {
  /** Its name for screen readers. */
  readonly label: string;
  /** Figures and picture beside each other, where there is room. */
  readonly beside?: boolean;
  readonly children: ReactNode;
}

/** What was found of a method. It takes the focus, so that a dialog that it does not fit into is scrolled by keys. */
export function JudgementResult({ label, beside = false, children }: JudgementResultProps) {
  return (
    <section
      className={classNames("judgement", beside && "judgement--beside")}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: keys scroll what has the focus.
      tabIndex={0}
    >
      {children}
    </section>
  );
}
