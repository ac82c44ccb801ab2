import type { ReactNode } from "react";

interface FigureProps {
  /** Names the figure for tests. */
  readonly name: string;
  readonly label: string;
  readonly title?: string;
  readonly value: ReactNode;
}

/** A line of a list of figures: what it is, and its value. */
export function Figure({ name, label, title, value }: FigureProps) {
  return (
    <div className="figures__row" title={title}>
      <dt>{label}</dt>
      <dd data-stat={name}>{value}</dd>
    </div>
  );
}
