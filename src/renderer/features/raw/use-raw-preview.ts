import { useEffect, useState } from "react";
import type { ErrorValue } from "../../../shared/errors";
import type { RawLayout } from "../../../shared/raw-layout";
import type { RawFile, RawPreview } from "../../../shared/raw-question";
import { request } from "../../api";

/** What there is to see of a file by the layout that is stated. */
export interface RawPreviewState {
  /** Address of its first frame: the last one while the next one is read. */
  readonly url: string | null;
  readonly making: boolean;
  readonly facts: Pick<RawPreview, "frames" | "bytesLeft"> | null;
  readonly error: ErrorValue | null;
}

const NOTHING: RawPreviewState = { url: null, making: true, facts: null, error: null };

/** Reads the first frame anew whenever another layout is stated. */
export function useRawPreview({ id }: RawFile, layout: RawLayout): RawPreviewState {
  const [state, setState] = useState(NOTHING);

  useEffect(() => {
    let isStale = false;
    setState((before) => ({ ...before, making: true }));
    void request("raw:preview", { id, layout }).then((outcome) => {
      if (isStale) return;
      if (!outcome.ok) {
        setState({ url: null, making: false, facts: null, error: outcome.error });
        return;
      }
      const { png, frames, bytesLeft } = outcome.value;
      const url = URL.createObjectURL(new Blob([new Uint8Array(png)], { type: "image/png" }));
      setState({ url, making: false, facts: { frames, bytesLeft }, error: null });
    });
    return () => {
      isStale = true;
    };
  }, [id, layout]);

  const { url } = state;
  useEffect(() => () => (url === null ? undefined : URL.revokeObjectURL(url)), [url]);
  return state;
}
