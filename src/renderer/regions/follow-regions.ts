import { countedPartsOf, maskName } from "../../shared/counted-parts";
import type { RequestPayload } from "../../shared/ipc";
import type { MarkedRegion } from "../../shared/marks/marks";
import { request } from "../api";
import { reportProblem, useMovieStore } from "../stores/movie-store";
import { useProbeStore } from "../stores/probe-store";
import { NO_REGION_FIGURES, useRegionFigures } from "../stores/region-figures";
import { figuresOf } from "../stores/view-settings";
import { useViewStore } from "../stores/view-store";
import { currentTexts } from "../texts/use-texts";
import { onUsedMask, usedMask } from "./follow-mask";

type FiguresRequest = RequestPayload<"regions:figures">;

interface Wish {
  readonly text: string;
  readonly payload: FiguresRequest;
  readonly regions: readonly MarkedRegion[];
}

/** What is being counted, and what was counted last. */
let asked = "";
let underWay = false;

/**
 * Has the regions counted in the frame on the screen while somebody looks at their figures: one request at a time, of what is there when the
 * one before has been answered.
 */
export function followRegions(): void {
  onUsedMask(() => void look());
  useViewStore.subscribe((state, before) => {
    if (
      state.marks !== before.marks ||
      state.overlay.minimumReliability !== before.overlay.minimumReliability ||
      state.figurePixels !== before.figurePixels ||
      state.inspectorTab !== before.inspectorTab ||
      state.inspectorOpen !== before.inspectorOpen
    )
      void look();
  });
  useProbeStore.subscribe((state, before) => {
    if (state.sources !== before.sources) void look();
  });
  useMovieStore.subscribe(({ movie }, before) => {
    if (movie?.token === before.movie?.token) return;
    asked = "";
    useRegionFigures.setState(NO_REGION_FIGURES);
  });
}

function wish(): Wish | null {
  const view = useViewStore.getState();
  const { movie } = useMovieStore.getState();
  const source = useProbeStore.getState().sources.a;
  const isSeen = view.inspectorOpen && view.inspectorTab === "measure";
  if (movie === null || source === null || !isSeen || view.marks.regions.length === 0) return null;
  const { calibration, regions } = view.marks;
  const parts = countedPartsOf({ calibration, mask: [], regions }, movie);
  if (parts === undefined) return null;
  const { token, frame, deinterlace, flow } = source;
  // The whole picture, where it is counted too, has figures elsewhere.
  const own = parts.regions.slice(parts.regions.length - regions.length);
  const payload = {
    ...{ token, frame, deinterlace, flow, figures: figuresOf(view) },
    parts: { ...parts, regions: own },
    mask: maskName(usedMask()),
  };
  return {
    text: JSON.stringify([payload, regions.map(({ id }) => id)]),
    payload,
    regions,
  };
}

async function look(): Promise<void> {
  if (underWay) return;
  const wanted = wish();
  if (wanted === null) {
    asked = "";
    if (useViewStore.getState().marks.regions.length === 0) useRegionFigures.setState(NO_REGION_FIGURES);
    return;
  }
  if (wanted.text === asked) return;
  asked = wanted.text;
  underWay = true;
  const outcome = await request("regions:figures", wanted.payload);
  underWay = false;
  if (useMovieStore.getState().movie?.token !== wanted.payload.token) {
    // Of a recording that was closed meanwhile: it says nothing of the one that is open.
    void look();
    return;
  }
  if (outcome.ok) {
    const sums = new Map(
      outcome.value.flatMap((some, at) => {
        const region = wanted.regions[at];
        return region === undefined ? [] : [[region.id, some] as const];
      }),
    );
    useRegionFigures.setState({ frame: wanted.payload.frame, sums });
  } else if (outcome.error.code === "cancelled") asked = "";
  else if (isStill(wanted)) {
    useRegionFigures.setState({ frame: wanted.payload.frame, sums: new Map() });
    if (outcome.error.code !== "invalid-argument")
      reportProblem(outcome.error, currentTexts().regions.figures);
  }
  // Whatever has changed meanwhile.
  if (!outcome.ok && asked === "") return;
  void look();
}

function isStill(wanted: Wish): boolean {
  return wish()?.text === wanted.text;
}
