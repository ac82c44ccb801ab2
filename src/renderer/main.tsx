import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { toErrorValue } from "../shared/errors";
import { App } from "./app";
import { loadCanvasKernels } from "./canvas/canvas-kernels";
import { Session } from "./session";
import { SessionContext } from "./session-context";
import { reportProblem } from "./stores/movie-store";
import { followSettings } from "./stores/settings-store";
import "./styles/index.css";

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no place for the app.");

const session = new Session();
session.start(window.kinoflow);

// The first word is in the right language already.
void followSettings(window.kinoflow).then(async () => {
  await loadCanvasKernels().catch((error: unknown) => reportProblem(toErrorValue(error)));
  createRoot(root).render(
    <StrictMode>
      <SessionContext value={session}>
        <App />
      </SessionContext>
    </StrictMode>,
  );
});
