import { create } from "zustand";
import type { LinesProgress } from "../../shared/contract/lines";
import type { FlowParameters } from "../../shared/flow";
import type { MarkPoint } from "../../shared/marks/marks";
import type { Calibration } from "../../shared/measure/calibration";
import {
  type Kymograph,
  type KymographQuantity,
  type KymographScale,
  kymographScale,
} from "../../shared/measure/kymograph";
import type { MovieInfo } from "../../shared/movie";
import { request } from "../api";
import { sameFlowParameters } from "../lib/flow-parameters";
import type { FrameRange } from "../playback/marks";
import { currentTexts } from "../texts/use-texts";
import { reportProblem, useMovieStore } from "./movie-store";
import { currentUnits, useUnits } from "./units-store";
import type { ViewSettings } from "./view-settings";
import { useViewStore } from "./view-store";

/** A space-time picture, and what it is of. */
export interface MadeKymograph {
  readonly token: string;
  readonly points: readonly MarkPoint[];
  readonly calibration: Calibration;
  readonly origin: KymographOrigin;
  readonly kymograph: Kymograph;
  readonly scale: KymographScale;
}

/** What the motion in a space-time picture was computed with. */
interface KymographOrigin {
  readonly flow: FlowParameters;
  readonly deinterlace: boolean;
  readonly mask: readonly number[];
  readonly minimumReliability: number;
}

export interface KymographState {
  readonly of: KymographQuantity;
  /** How far the one that is being made has come; null while none is. */
  readonly progress: LinesProgress | null;
  /** The one that was made last. */
  readonly made: MadeKymograph | null;
  /** Name of the file that it was saved in last. */
  readonly saved: string | null;
}

export const useKymographStore = create<KymographState>()(() => ({
  ...{ of: "luma", progress: null, made: null, saved: null },
}));

export const kymographActions = {
  choose(of: KymographQuantity): void {
    useKymographStore.setState({ of });
  },

  /** Makes one of a line, over a range of frames. */
  async make(movie: MovieInfo, points: readonly MarkPoint[], { start, end }: FrameRange): Promise<void> {
    const { of, progress } = useKymographStore.getState();
    if (progress !== null) return;
    const origin = originOf(useViewStore.getState(), movie);
    const { calibration } = currentUnits();
    const { token } = movie;
    useKymographStore.setState({ progress: { done: 0, total: end - start + 1 }, saved: null });
    const outcome = await request("lines:kymograph", {
      ...origin,
      ...{ token, points, calibration, of, start, end },
    });
    useKymographStore.setState({ progress: null });
    if (useMovieStore.getState().movie?.token !== token) return;
    if (!outcome.ok) {
      reportProblem(outcome.error, currentTexts().lines.subject);
      return;
    }
    const kymograph = outcome.value;
    const made = { token, points, calibration, origin, kymograph, scale: kymographScale(kymograph) };
    useKymographStore.setState({ made });
  },

  /** Hears how far it has come. Returns what ends that. */
  follow(): () => void {
    return window.kinoflow.on("lines:progress", (progress) => {
      if (useKymographStore.getState().progress !== null) useKymographStore.setState({ progress });
    });
  },

  stop(): void {
    void request("lines:cancel");
  },

  async save(token: string): Promise<void> {
    const outcome = await request("lines:save", { token });
    if (!outcome.ok) reportProblem(outcome.error, currentTexts().lines.subject);
    else if (outcome.value.status === "done") useKymographStore.setState({ saved: outcome.value.fileName });
  },
} as const;

/** Forgets the picture of a recording, tens of megabytes, when another one is opened or none is. */
export function followKymograph(): void {
  useMovieStore.subscribe(({ movie }, before) => {
    if (movie?.token === before.movie?.token) return;
    if (useKymographStore.getState().progress !== null) kymographActions.stop();
    useKymographStore.setState({ made: null, saved: null });
  });
}

/** The picture that was made last, if it is that of a line as it would be made now; else null. */
export function useKymographOf(movie: MovieInfo, points: readonly MarkPoint[]): MadeKymograph | null {
  const made = useKymographStore((state) => state.made);
  const { calibration } = useUnits();
  const isCurrent = useViewStore((view) => made !== null && isMadeWith(made, originOf(view, movie)));
  const isOfLine = made?.token === movie.token && made.points === points && made.calibration === calibration;
  return isOfLine && isCurrent ? made : null;
}

/** What a space-time picture would be computed with now. */
export function originOf(view: ViewSettings, movie: MovieInfo): KymographOrigin {
  const { flow, marks, overlay } = view;
  return {
    ...{ flow, mask: marks.mask },
    deinterlace: movie.interlaced && view.deinterlace,
    minimumReliability: overlay.minimumReliability,
  };
}

/** Whether a picture would be the same now. Grey values are as they were recorded, whatever moves. */
export function isMadeWith({ kymograph, origin }: MadeKymograph, now: KymographOrigin): boolean {
  if (origin.deinterlace !== now.deinterlace) return false;
  return (
    kymograph.of === "luma" ||
    (sameFlowParameters(origin.flow, now.flow) &&
      origin.mask === now.mask &&
      origin.minimumReliability === now.minimumReliability)
  );
}
