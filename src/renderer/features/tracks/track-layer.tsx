import { useEffect, useRef } from "react";
import { attachTails } from "./attach-tails";

/** The tails of the tracks over the picture; who does not see them has the list of the tracks. */
export function TrackLayer() {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => (canvas.current ? attachTails(canvas.current) : undefined), []);
  return <canvas ref={canvas} className="viewer__tails" />;
}
