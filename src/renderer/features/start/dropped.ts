import { failure, type KinoflowError } from "../../../shared/errors";

/** What of a `DataTransfer` says what was dropped. */
export interface Dropped<F> {
  readonly files: ArrayLike<F>;
  readonly types: readonly string[];
}

/** The file to open, and how many came with it; or why there is none. */
export function fileOfDrop<F>({
  files,
  types,
}: Dropped<F>): { readonly file: F; readonly count: number } | KinoflowError {
  const file = files[0];
  if (file !== undefined) return { file, count: files.length };
  if (types.includes("text/uri-list")) return failure("droppedLink");
  return failure(types.includes("text/plain") ? "droppedText" : "droppedNoFile");
}
