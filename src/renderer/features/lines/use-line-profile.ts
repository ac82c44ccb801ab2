import { useEffect, useMemo, useState } from "react";
import type { LineReading } from "../../../shared/contract/lines";
import type { ErrorValue } from "../../../shared/errors";
import type { MarkedLine } from "../../../shared/marks/marks";
import type { MovieInfo } from "../../../shared/movie";
import { request } from "../../api";
import { LatestRequest } from "../../lib/latest-request";
import { type LineWish, type SaidLine, saidLine } from "../../lib/line-reading";

import { useProbeStore } from "../../stores/probe-store";
import { useShownSeconds } from "../../stores/shown-seconds";
import { useUnits } from "../../stores/units-store";
import { useViewStore } from "../../stores/view-store";

/** What is known of a line in the picture on the screen. */
export interface ShownLine {
  /** Null until it is read, and where there is no motion. Of the frame before, until that of the next one is read. */
  readonly said: SaidLine | null;
  readonly error: ErrorValue | null;
}

type Outcome = { readonly wish: LineWish } & (
  | { readonly reading: LineReading; readonly error: null }
  | { readonly reading: null; readonly error: ErrorValue }
);

/** Reads the motion along a line of each picture that is shown. */
export function useLineProfile(line: MarkedLine, movie: MovieInfo): ShownLine {
  const source = useProbeStore((state) => state.sources.a);
  const mask = useViewStore((state) => state.marks.mask);
  const units = useUnits();
  const { calibration } = units;
  const minimumReliability = useViewStore((state) => state.overlay.minimumReliability);
  const figurePixels = useViewStore((state) => state.figurePixels);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const client = useMemo(
    () =>
      new LatestRequest<LineWish, LineReading>(
        ({ source: { token, frame, deinterlace, flow }, points, calibration }) =>
          request("lines:profile", { token, frame, deinterlace, flow, points, calibration }),
        {
          onAnswer: (wish, reading) => setOutcome({ wish, reading, error: null }),
          onFailure: (wish, error) => setOutcome({ wish, reading: null, error }),
        },
      ),
    [],
  );
  const { points } = line;
  useEffect(() => {
    client.wish(source && { source, points, calibration, mask, minimumReliability });
    return () => client.wish(null);
  }, [client, source, points, calibration, mask, minimumReliability]);
  const seconds = units.rateSeconds(useShownSeconds(outcome?.reading ?? null));
  return useMemo(() => {
    const wish = outcome?.wish;
    // What is of another line is nothing of this one.
    const isOfThis = source !== null && wish?.points === points && wish.calibration === calibration;
    if (!isOfThis || outcome === null || wish?.source.token !== source.token) return NOTHING;
    if (outcome.error !== null) return { said: null, error: wish.source === source ? outcome.error : null };
    return { said: saidLine(wish, outcome.reading, { movie, seconds, figurePixels }), error: null };
  }, [outcome, source, points, calibration, seconds, movie, figurePixels]);
}

const NOTHING: ShownLine = { said: null, error: null };
