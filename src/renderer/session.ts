import { maskName } from "../shared/counted-parts";
import { markOfPair } from "../shared/cut-marks";
import { toErrorValue } from "../shared/errors";
import type { KinoflowApi } from "../shared/ipc";
import { PICTURE_PORT_MESSAGE } from "../shared/ipc-channels";
import { sameLevels } from "../shared/levels";
import type { MovieIndexUpdate, MovieInfo } from "../shared/movie";
import type { MovingSpeeds } from "../shared/movie-speed";
import { defaultPairing, pairingOf, secondOf, strideOf } from "../shared/pairing";
import type { Picture, PictureRequest } from "../shared/picture";
import { AnalysisClient } from "./analysis/analysis-client";
import { followCurves } from "./analysis/follow-curves";
import { followCutMarks, followOpenCuts } from "./analysis/follow-cuts";
import { request } from "./api";
import { ArrowWish } from "./canvas/arrow-wish";
import { meanDifference } from "./canvas/flow-error";
import { PartWish } from "./canvas/part-wish";
import { PictureClient, picturePortOf, type ReceivedPicture } from "./canvas/picture-client";
import type { Overlap } from "./canvas/picture-painter";
import { type Painted, Stage } from "./canvas/stage";
import { createFrameTask } from "./lib/frame-task";
import { probeSourcesOf } from "./lib/probe-source";
import { sidesOfPicture } from "./lib/side-names";
import { NO_MARKS } from "./playback/marks";
import { MotionWatch } from "./playback/motion-watch";
import { MovieGrowth } from "./playback/movie-growth";
import { Player } from "./playback/player";
import { RateMeter } from "./playback/rate-meter";
import { followProbe, wishedPlaces } from "./probe/follow-probe";
import { followProject } from "./project/follow-project";
import { followMask, onUsedMask, usedMask } from "./regions/follow-mask";
import { followRegions } from "./regions/follow-regions";
import { followSound } from "./sound/follow-sound";
import { backgroundMade } from "./stores/background-store";
import { followBookmarks } from "./stores/bookmark-store";
import { canvasViewActions, useCanvasViewStore } from "./stores/canvas-view";
import { clearShownCosts, recordShownCost } from "./stores/cost-store";
import { curveActions } from "./stores/curve-store";
import { clearCuts, decideCuts } from "./stores/cut-store";
import { type DividerState, dividerActions, useDividerStore } from "./stores/divider-store";
import { followPairing } from "./stores/follow-pairing";
import { useFramesStore } from "./stores/frames-store";
import { followKymograph } from "./stores/kymograph-store";
import { useLevelsStore } from "./stores/levels-store";
import { paintMarksOnCopy } from "./stores/mark-scene";
import { followMarks } from "./stores/marks-store";
import { type Problem, reportProblem, useMovieStore } from "./stores/movie-store";
import { usePlaybackStore } from "./stores/playback-store";
import { probeActions, useProbeStore } from "./stores/probe-store";
import { sayQuietly } from "./stores/quiet-store";
import { askForLayout } from "./stores/raw-store";
import { publishSampleCheck } from "./stores/sample-store";
import { useScatterStore } from "./stores/scatter-store";
import { type ComparedStats, clearStats, publishStats } from "./stores/stats-store";
import { drawnOverlay, onUnits } from "./stores/units-store";
import { analysisWishOf, type ViewSettings } from "./stores/view-settings";
import { useViewStore, viewActions } from "./stores/view-store";
import { GreyLevels } from "./survey/grey-levels";
import { MovieScales } from "./survey/movie-scales";
import { offerFirstSpeed, sayWhyQuiet, speedsOfArrows } from "./survey/picture-speeds";
import { currentTexts } from "./texts/use-texts";
import { chooseTool, FIRST_TOOL } from "./tools/registry";
import { followTracks } from "./tracks/follow-tracks";
import { lacksNextFrame, wishFor } from "./wish";

/** Work shorter than this is not worth a sign that it is going on. */
const QUIET_MS = 150;

/** While the playhead moves, its flow is to be there within an interval of the display. */
const HASTY = { flowMs: 1000 / 60 };

/** The rate of playing is told this often: more would be hard to read. */
const RATE_MS = 300;

/**
 * One window's work: what main tells, what a person wishes, and what is on the screen. The playhead and the
 * pictures live here, outside React; the stores hear of them at most once per animation frame.
 */
export class Session {
  readonly player: Player;
  readonly #client = new PictureClient(() => wishedPlaces().map(({ x, y }) => [x + 0.5, y + 0.5]));
  readonly #analysis = new AnalysisClient();
  readonly #publishPlayhead = createFrameTask(() => usePlaybackStore.setState(this.player.state));
  readonly #paintRate = new RateMeter();
  readonly #motion = new MotionWatch(() => this.#wish());
  #rateToldAt = 0;
  #stage: Stage | null = null;
  readonly #scales = new MovieScales();
  readonly #greyLevels = new GreyLevels();
  readonly #arrowWish = new ArrowWish();
  readonly #partWish = new PartWish();
  /** What is known of the pictures on their way to the screen, by the number of their request. */
  #transferMs = 0;
  #request: PictureRequest | null = null;
  /** The picture on the screen. */
  #picture: Picture | null = null;
  #patience: ReturnType<typeof setTimeout> | null = null;
  #pending = false;
  /** Those who wait for another picture on the canvas, or for the end of all waiting. */
  readonly #sharpened: (() => void)[] = [];
  #growth: MovieGrowth | null = null;
  /** The frame on the screen, when it came without the flow that was asked for: no next frame was known. */
  #unpaired: number | null = null;
  /** How many frames were known when such a frame was asked for again. */
  #pairedUpAt = 0;

  constructor() {
    let movedBy = { playing: false, rate: 1 };
    let movedTo = 0;
    this.player = new Player(({ frame, playing, rate }) => {
      if (frame !== movedTo) this.#motion.moved(movedTo, frame);
      movedTo = frame;
      if (playing !== movedBy.playing || rate !== movedBy.rate) this.#forgetRate();
      movedBy = { playing, rate };
      this.#wish();
      this.#publishPlayhead.request();
    });
  }

  /** Starts listening to main and tells it that the window is ready. */
  start(api: KinoflowApi): void {
    window.addEventListener("message", (event: MessageEvent<unknown>) => {
      const port = event.ports[0];
      if (event.source === window && event.data === PICTURE_PORT_MESSAGE && port) {
        this.#client.connect(picturePortOf(port));
      }
    });
    this.#client.subscribe({
      onPicture: (received) => this.#receive(received),
      onFailure: ({ frame, error }) => {
        // Main has another movie open by now, and says so in an event of its own.
        if (error.code === "cancelled") return;
        // That sentence names the frame itself.
        const subject = error.code === "frame-missing" ? null : currentTexts().common.frame(frame);
        useMovieStore.setState({ pictureProblem: { subject, error } });
      },
      onPending: (pending) => this.#setPending(pending),
    });
    usePlaybackStore.subscribe(({ marks }) => this.player.setMarks(marks));
    useViewStore.subscribe((state, before) => {
      if (state.flow !== before.flow) {
        clearShownCosts();
        this.#compareOthers();
      }
      this.#stage?.setOverlay(drawnOverlay());
      this.#stage?.setOverlap(overlapOf(state, useDividerStore.getState()));
      // A picture without flow is read by what was chosen.
      if (this.#picture?.flow === null) this.#tellProbe(this.#picture);
      this.#wish();
      this.#wishAnalysis();
    });

    api.on("movie:opening", ({ name }) => useMovieStore.setState({ openingName: name }));
    api.on("movie:opened", (movie) => this.#open(movie));
    api.on("movie:index", (update) => this.#grow(update));
    api.on("frames:state", (state) => {
      if (state.token === useMovieStore.getState().movie?.token) useFramesStore.setState({ state });
    });
    api.on("background:progress", backgroundMade);
    api.on("analysis:state", (state) => this.#analysis.receiveState(state));
    api.on("analysis:rows", (rows) => this.#analysis.receiveRows(rows));
    api.on("analysis:region-rows", (rows) => this.#analysis.receiveRegionRows(rows));
    api.on("movie:failed", ({ name, error, rawFile }) => {
      useMovieStore.setState({ openingName: null });
      if (rawFile !== null && error.said?.name === "rawLayoutNeeded") void askForLayout(rawFile);
      else reportProblem(error, name, rawFile);
    });
    useLevelsStore.subscribe(({ known }) => {
      const { levels } = useViewStore.getState();
      // Measured when less of the recording was known; once for each time that more is.
      if (known !== null && levels === null && !sameLevels(this.#picture?.levels ?? null, known.automatic))
        this.retry();
    });
    useScatterStore.subscribe(({ wanted }, before) => {
      if (wanted && !before.wanted) this.#wish();
    });
    onUnits(() => this.#stage?.setOverlay(drawnOverlay()));
    followOpenCuts();
    followCutMarks(() => this.retry());
    followProbe();
    followBookmarks();
    followMarks();
    followPairing();
    followRegions();
    followMask();
    onUsedMask(() => this.#wish());
    followProject(this.player);
    followCurves();
    followTracks();
    followKymograph();
    followSound(this.player);
    void this.#greet();
  }

  /** Draws on this canvas until the returned function is called. */
  attachCanvas(canvas: HTMLCanvasElement): () => void {
    const stage = new Stage(canvas, drawnOverlay(), {
      onPainted: (painted) => this.#painted(painted),
      onArea: (area) => {
        this.#arrowWish.area = area;
        this.#wish();
      },
      onSpace: canvasViewActions.setSpace,
    });
    this.#stage = stage;
    // Another canvas before it took what it had drawn with it.
    this.#client.forget();
    this.retry();
    stage.setView(useCanvasViewStore.getState().view);
    stage.setOverlap(overlapOf(useViewStore.getState(), useDividerStore.getState()));
    const leaveView = useCanvasViewStore.subscribe(({ view }) => {
      stage.setView(view);
      this.#wish();
    });
    const leaveDivider = useDividerStore.subscribe((divider) =>
      stage.setOverlap(overlapOf(useViewStore.getState(), divider)),
    );
    return () => {
      leaveView();
      leaveDivider();
      stage.dispose();
      if (this.#stage === stage) this.#stage = null;
    };
  }

  /** Other frames may be compared now. */
  #compareOthers(): void {
    const pairing = pairingOf(useViewStore.getState().flow);
    this.player.setStride(strideOf(pairing));
    this.#scales.compared(pairing);
  }

  /** What is seen of the picture with its overlay, its marks and its pins, as PNG; null when there is none. */
  async snapshot(withPins = true): Promise<Blob | null> {
    await this.#untilSharp();
    const pins = withPins ? useViewStore.getState().pins : [];
    const { selectedPin } = useProbeStore.getState();
    return (
      (await this.#stage?.snapshot({ pins, selected: selectedPin, paintMarks: paintMarksOnCopy })) ?? null
    );
  }

  /** Resolves when the canvas has the detail of the screen, as it has but for a moment after the view has moved; at once while playing. */
  async #untilSharp(): Promise<void> {
    const isBlurred = (): boolean => this.#stage?.isSharp === false && !this.player.state.playing;
    while (isBlurred() && this.#pending) await new Promise<void>((resolve) => this.#sharpened.push(resolve));
  }

  #tellSharpened(): void {
    for (const resolve of this.#sharpened.splice(0)) resolve();
  }

  /** The speeds of what moves where arrows stand on the screen; null where none does. */
  movingSpeeds(): MovingSpeeds | null {
    return speedsOfArrows(this.#picture?.flow ?? null);
  }

  /** Asks again for a picture that could not be had. */
  retry(): void {
    this.#client.retry();
  }

  async #greet(): Promise<void> {
    const ready = await request("app:ready");
    if (!ready.ok) reportProblem(ready.error);
    const info = await request("app:info");
    if (info.ok) useMovieStore.setState({ appInfo: info.value });
  }

  #open(opened: MovieInfo): void {
    this.#growth = new MovieGrowth(opened);
    const { movie } = this.#growth;
    this.#unpaired = null;
    this.#pairedUpAt = 0;
    this.#stage?.clear();
    this.#picture = null;
    this.#arrowWish.reset();
    this.#partWish.reset();
    this.#motion.reset();
    sayQuietly(null);
    probeActions.clear();
    canvasViewActions.fit();
    clearStats();
    clearCuts();
    curveActions.clear();
    clearShownCosts();
    publishSampleCheck(null);
    usePlaybackStore.setState({
      marks: NO_MARKS,
      shownFrame: null,
      shownCut: false,
      shownCoarse: null,
      computing: false,
    });
    // What was begun on one recording is nothing on another one: it is dropped while the marks are still those it was begun on.
    chooseTool(FIRST_TOOL);
    viewActions.adaptToMovie(movie.width, movie.height, defaultPairing(movie.layout), movie.pixelAspect);
    useMovieStore.setState({ movie, openingName: null, problem: null, pictureProblem: null });
    useFramesStore.setState({ state: null });
    this.#scales.opened(movie.token);
    this.#greyLevels.opened();
    this.player.load(movie);
    this.#compareOthers();
    this.#wishAnalysis();
  }

  /** More of the movie is known. */
  #grow(update: MovieIndexUpdate): void {
    if (!this.#growth?.take(update)) return;
    const { movie } = this.#growth;
    useMovieStore.setState({ movie });
    this.player.grow(movie);
    if (this.#picture !== null) this.#greyLevels.proceed(movie);
    if (this.#picture?.flow === null) this.#tellProbe(this.#picture);
    this.#pairUp(movie);
  }

  /** Asks again for a picture that has no flow, once its next frame is known; once for each growth of the index. */
  #pairUp({ frameCount }: MovieInfo): void {
    if (this.#unpaired === null || this.#pairedUpAt === frameCount) return;
    if (secondOf(pairingOf(useViewStore.getState().flow), this.#unpaired, frameCount) === null) return;
    this.#pairedUpAt = frameCount;
    this.#client.retry();
  }

  #wishAnalysis(): void {
    const { movie } = useMovieStore.getState();
    if (movie === null) return;
    this.#analysis.wish(analysisWishOf(movie, useViewStore.getState()));
  }

  #wish(): void {
    const { movie } = useMovieStore.getState();
    if (movie === null) {
      this.#client.wish(null);
      return;
    }
    const { frame } = this.player.state;
    const settings = useViewStore.getState();
    const { view } = useCanvasViewStore.getState();
    const { view: seen, places } = this.#arrowWish.places(movie, view, settings.overlay.arrows.spacing);
    const part = this.#partWish.part(seen, frame);
    const hasty = this.#motion.moving ? HASTY : null;
    const ahead = this.#motion.next;
    const scatter = useScatterStore.getState().wanted || undefined;
    this.#client.wish({
      ...wishFor(movie, frame, settings, seen.target, places),
      part,
      hasty,
      ahead,
      scatter,
      ...maskOf(),
    });
  }

  #receive({ picture, transferMs, request }: ReceivedPicture): void {
    const { movie } = useMovieStore.getState();
    if (movie === null) return;
    offerFirstSpeed(picture);
    this.#transferMs = transferMs;
    this.#request = request;
    this.#unpaired = lacksNextFrame(picture, request) ? picture.frame : null;
    this.#pairUp(movie);
    try {
      this.#stage?.show(picture, movie);
    } catch (error) {
      // What is on the canvas stays there, under this.
      const subject = currentTexts().common.frame(picture.frame);
      useMovieStore.setState({ pictureProblem: { subject, error: toErrorValue(error) } });
      this.#client.forget();
      return;
    }
    const problem = problemOf(picture);
    if (problem !== useMovieStore.getState().pictureProblem)
      useMovieStore.setState({ pictureProblem: problem });
    // A picture came, so something moves: the patience starts anew for the next one.
    if (this.#pending) this.#wait();
  }

  #painted({ picture, isNewPicture, arrows, comparedArrows, drawMs, legend }: Painted): void {
    const { movie } = useMovieStore.getState();
    this.#picture = picture;
    this.#tellSharpened();
    // Before the divider: places that come to be on another side are then looked up in what is on the screen now.
    if (isNewPicture) {
      this.#tellProbe(picture);
      useScatterStore.setState({ scatter: picture.flow?.scatter ?? null });
    }
    dividerActions.setPainted(comparedArrows === null ? null : sidesOfPicture(picture));
    probeActions.setLegend(legend);
    this.#tellShown(picture);
    if (isNewPicture) this.#measureRate();
    publishStats(
      {
        picture: picture.id,
        frame: picture.frame,
        time: picture.time,
        second: picture.flow?.second ?? null,
        parameters: picture.flow?.parameters ?? null,
        cost: picture.cost,
        report: picture.flow?.report ?? null,
        compared: comparedStats(picture, comparedArrows),
        transferMs: this.#transferMs,
        drawMs,
        arrows,
      },
      isNewPicture,
    );
    // What is coarse says nothing but what is seen of it.
    if (picture.coarse === null) {
      if (isNewPicture) recordShownCost(picture, drawMs);
      sayWhyQuiet(picture, arrows);
    }
    if (movie !== null) {
      this.#scales.painted(movie.token);
      this.#greyLevels.proceed(movie);
    }
    if (movie?.isSample) publishSampleCheck(picture);
  }

  /** Tells what of the picture on the screen can be read, and what came with it. */
  #tellProbe(picture: Picture): void {
    const { movie } = useMovieStore.getState();
    const request = this.#request;
    if (movie === null || request?.id !== picture.id) return;
    const sources = probeSourcesOf(picture, request, useViewStore.getState().flow, movie.frameCount);
    probeActions.painted(sources, {
      pixels: request.points.map(([x, y]) => ({ x: Math.floor(x), y: Math.floor(y) })),
      values: { a: picture.flow?.probed ?? null, b: picture.compare?.flow?.probed ?? null },
    });
  }

  #tellShown({ frame, isCut, coarse }: Picture): void {
    const { shownFrame, shownCut, shownCoarse } = usePlaybackStore.getState();
    const detail = coarse?.detail ?? null;
    if (frame !== shownFrame || isCut !== shownCut || detail !== shownCoarse)
      usePlaybackStore.setState({ shownFrame: frame, shownCut: isCut, shownCoarse: detail });
    // What a person marked is known without the picture.
    if (isCut && markOfPair(useViewStore.getState().cutMarks, frame) === null)
      decideCuts([frame], () => true);
  }

  #measureRate(): void {
    if (!this.player.state.playing) return;
    const now = performance.now();
    this.#paintRate.paint(now);
    if (now - this.#rateToldAt < RATE_MS) return;
    this.#rateToldAt = now;
    usePlaybackStore.setState({ paintRate: this.#paintRate.rate });
  }

  #forgetRate(): void {
    this.#paintRate.reset();
    usePlaybackStore.setState({ paintRate: null });
  }

  #setPending(pending: boolean): void {
    this.#pending = pending;
    if (pending) this.#wait();
    else {
      this.#stopWaiting();
      usePlaybackStore.setState({ computing: false });
      this.#tellSharpened();
    }
  }

  #wait(): void {
    this.#stopWaiting();
    this.#patience = setTimeout(() => usePlaybackStore.setState({ computing: true }), QUIET_MS);
  }

  #stopWaiting(): void {
    if (this.#patience !== null) clearTimeout(this.#patience);
    this.#patience = null;
  }
}

/** The mask that pictures go by, where there is one. */
function maskOf(): { readonly mask?: string } {
  const mask = maskName(usedMask());
  return mask === "" ? {} : { mask };
}

/** The divider where there are two sides, and the next frame where it is to be seen. */
function overlapOf({ split, onion }: ViewSettings, { share }: DividerState): Overlap {
  return { divider: split.visible ? share : null, onion: onion.visible ? onion.opacity : null };
}

/** What could not be computed of a picture. What befell the flow itself, such as a broken frame, goes first. */
function problemOf({ frame, flowError, compare }: Picture): Problem | null {
  const { common } = currentTexts();
  if (flowError !== null) return { subject: common.motionOfFrame(frame), error: flowError };
  const error = compare?.flowError ?? null;
  return error && { subject: common.motionOfSideB(frame), error };
}

function comparedStats({ frame, flow, compare }: Picture, arrows: number | null): ComparedStats | null {
  if (!compare?.flow || arrows === null) return null;
  const { parameters, report } = compare.flow;
  const { flowFromCache, colourMs } = compare;
  const [a, b] = [flow?.arrows?.samples, compare.flow.arrows?.samples];
  return {
    ...{ parameters, report, flowFromCache, colourMs, arrows },
    // Two moments differ by what moved in between.
    meanDifference: a && b && compare.frame === frame ? meanDifference(a, b) : Number.NaN,
  };
}
