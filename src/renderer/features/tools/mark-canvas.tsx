import { useEffect, useId, useRef } from "react";
import { MarkLayer } from "../../canvas/mark-layer";
import { useCanvasViewStore } from "../../stores/canvas-view";
import { useDialogStore } from "../../stores/dialog-store";
import { markScene, watchMarkScene } from "../../stores/mark-scene";
import { useToolStore } from "../../stores/tool-store";
import { useTexts } from "../../texts/use-texts";
import { FIRST_TOOL } from "../../tools/registry";
import { TOOL_KEYS_ATTRIBUTE } from "./use-tool-keys";

/** The marks over the picture. With a tool that draws it has the keys; the pointer belongs to the picture below it. */
export function MarkCanvas() {
  const { tools } = useTexts();
  const tool = useToolStore((state) => state.tool);
  const said = useToolStore((state) => state.said);
  const canvas = useRef<HTMLCanvasElement>(null);
  const surface = useRef<HTMLDivElement>(null);
  const keysId = useId();
  const draws = tool !== FIRST_TOOL;

  useEffect(() => (canvas.current === null ? undefined : attach(canvas.current)), []);
  // Whoever chose a tool goes on on the picture, with the keys too.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each choice of a tool moves the focus.
  useEffect(() => {
    if (draws && useDialogStore.getState().open === null) surface.current?.focus({ preventScroll: true });
  }, [tool, draws]);

  return (
    <>
      <canvas ref={canvas} className="viewer__marks" />
      {draws && (
        <div
          ref={surface}
          className="viewer__surface"
          role="application"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what is drawn on takes keys.
          tabIndex={0}
          aria-label={tools.surface(tools.names[tool])}
          aria-describedby={keysId}
          {...{ [TOOL_KEYS_ATTRIBUTE]: "" }}
        >
          <span id={keysId} hidden>
            {`${tools.hints[tool]}. ${tools.surfaceKeys}`}
          </span>
        </div>
      )}
      <p className="visually-hidden" role="status" data-said="">
        {said}
      </p>
    </>
  );
}

/** Paints on a canvas until the returned function is called. */
function attach(canvas: HTMLCanvasElement): () => void {
  const layer = new MarkLayer(canvas, markScene);
  const resize = (): void => {
    const area = useCanvasViewStore.getState().space?.area;
    if (area !== undefined) layer.resize(area.width, area.height);
  };
  resize();
  layer.request();
  const stop = watchMarkScene(() => {
    resize();
    layer.request();
  });
  return () => {
    stop();
    layer.dispose();
  };
}
