import { create } from "zustand";
import type { LinesProgress } from "../../shared/contract/lines";
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
import type { FrameRange } from "../playback/marks";
import { currentTexts } from "../texts/use-texts";
import { reportProblem } from "./movie-store";
import { currentUnits } from "./units-store";
import { useViewStore } from "./view-store";

/** A space-time picture, and what it is of. */
export interface MadeKymograph {
  readonly token: string;
  readonly points: readonly MarkPoint[];
  readonly calibration: Calibration;
  readonly kymograph: Kymograph;
  readonly scale: KymographScale;
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
    const { flow, deinterlace, marks, overlay } = useViewStore.getState();
    const { mask } = marks;
    const { calibration } = currentUnits();
    const { token } = movie;
    useKymographStore.setState({ progress: { done: 0, total: end - start + 1 }, saved: null });
    const outcome = await request("lines:kymograph", {
      ...{ token, flow, deinterlace: movie.interlaced && deinterlace, points, calibration, mask },
      ...{ minimumReliability: overlay.minimumReliability, of, start, end },
    });
    useKymographStore.setState({ progress: null });
    if (!outcome.ok) {
      reportProblem(outcome.error, currentTexts().lines.subject);
      return;
    }
    const kymograph = outcome.value;
    const made = { token, points, calibration, kymograph, scale: kymographScale(kymograph) };
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
