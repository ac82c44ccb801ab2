interface ProgressProps {
  readonly label: string;
  /** Share that is done, 0 to 1; null while nobody knows. */
  readonly share: number | null;
}

/** A bar of progress. */
export function Progress({ label, share }: ProgressProps) {
  return share === null ? (
    <progress className="progress" aria-label={label} />
  ) : (
    <progress className="progress" aria-label={label} max={1} value={share} />
  );
}
