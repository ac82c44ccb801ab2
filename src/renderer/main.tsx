import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app";
import { Session } from "./session";
import { SessionContext } from "./session-context";
import "./styles/index.css";
import { followSettings } from "./texts/follow-settings";

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no place for the app.");

const session = new Session();
session.start(window.kinoflow);
void followSettings(window.kinoflow);

createRoot(root).render(
  <StrictMode>
    <SessionContext value={session}>
      <App />
    </SessionContext>
  </StrictMode>,
);
