import { useEffect, useRef } from "react";
import type { MovieInfo } from "../../../shared/movie";
import { anyLayer } from "../../../shared/overlay/settings";
import { pairingOf, secondOf } from "../../../shared/pairing";
import { Progress } from "../../components/progress";
import { isStill } from "../../playback/movie-growth";
import { useSession } from "../../session-context";
import { useMovieStore } from "../../stores/movie-store";
import { usePlaybackStore } from "../../stores/playback-store";
import { useViewStore } from "../../stores/view-store";
import { useTexts } from "../../texts/use-texts";
import { PassingNote } from "../notices/passing-note";
import { QuietNote } from "../notices/quiet-note";
import { ViewerNotices } from "../notices/viewer-notices";
import { PictureOnlyButton } from "../picture-only/picture-only-button";
import { ProbeOverlay } from "../probe/probe-overlay";
import { useProbeCommands } from "../probe/use-probe-commands";
import { SampleCaption } from "../sample/sample-caption";
import { MarkCanvas } from "../tools/mark-canvas";
import { MaskOptions } from "../tools/mask-options";
import { useToolCommands } from "../tools/use-tool-commands";
import { useToolKeys } from "../tools/use-tool-keys";
import { TrackLayer } from "../tracks/track-layer";
import { Divider } from "./divider";
import { useCanvasHover } from "./use-canvas-hover";
import { useCanvasPointer } from "./use-canvas-pointer";
import { useCopyPicture } from "./use-copy-picture";
import { useZoomCommands } from "./use-zoom-commands";
import { ZoomControls } from "./zoom-controls";

/** The picture with its overlay, and what there is to say about it. */
export function Viewer({ movie }: { readonly movie: MovieInfo }) {
  const session = useSession();
  const { viewer } = useTexts();
  const canvas = useRef<HTMLCanvasElement>(null);
  const computing = usePlaybackStore((state) => state.computing);
  const surveyed = useViewStore((state) => state.movieSpeed?.source === "survey");

  useCanvasPointer(canvas);
  useCanvasHover(canvas);
  useZoomCommands();
  useCopyPicture();
  useProbeCommands();
  useToolCommands();
  useToolKeys();

  useEffect(() => (canvas.current ? session.attachCanvas(canvas.current) : undefined), [session]);

  return (
    <main className="viewer" data-computing={computing} data-surveyed={surveyed}>
      <canvas ref={canvas} className="viewer__canvas" role="img" aria-label={viewer.noPicture} />
      <MarkCanvas />
      <TrackLayer />
      <ProbeOverlay />
      <Divider />
      <MaskOptions />
      <div className="viewer__controls">
        <ZoomControls />
        <PictureOnlyButton />
      </div>
      {computing && <div className="viewer__progress" role="progressbar" aria-label={viewer.computing} />}
      {movie.isSample && <SampleCaption />}
      <FirstPictureNote movie={movie} />
      <LastFrameNote movie={movie} />
      <QuietNote />
      <PassingNote />
      <ViewerNotices movie={movie} />
    </main>
  );
}

/** The sign of the start screen, as long as there is nothing of the movie to be seen; for a moment there is none. */
function FirstPictureNote({ movie }: { readonly movie: MovieInfo }) {
  const { start } = useTexts();
  const waits = usePlaybackStore((state) => state.shownFrame === null);
  const failed = useMovieStore((state) => state.pictureProblem !== null);
  if (!waits || failed) return null;
  return (
    <div className="viewer__opening appear-late" role="status">
      <p>{start.opening(movie.name)}</p>
      <Progress label={start.openingLabel(movie.name)} share={null} />
    </div>
  );
}

/** Says why the last frame, or the reference itself, has no arrows. */
function LastFrameNote({ movie }: { readonly movie: MovieInfo }) {
  const { viewer } = useTexts();
  const pairing = pairingOf(useViewStore((state) => state.flow));
  const frame = usePlaybackStore((state) => state.shownFrame);
  // Of a single frame the notice says it already.
  const isLast =
    movie.indexComplete &&
    !isStill(movie) &&
    frame !== null &&
    secondOf(pairing, frame, movie.frameCount) === null;
  const hasLayer = useViewStore(({ overlay }) => anyLayer(overlay));
  if (!isLast || !hasLayer) return null;
  return (
    <p className="viewer__note" role="status">
      {pairing.kind === "reference" ? viewer.referenceFrame : viewer.lastFrame}
    </p>
  );
}
