import type { z } from "zod";
import { type AnalysisEvents, type AnalysisResponses, analysisRequests } from "./contract/analysis";
import { type AppEvents, type AppResponses, appRequests } from "./contract/app";
import { type ExportEvents, type ExportResponses, exportRequests } from "./contract/export";
import { type LinesEvents, type LinesResponses, linesRequests } from "./contract/lines";
import { type MarksResponses, marksRequests } from "./contract/marks";
import { type MaskResponses, maskRequests } from "./contract/masks";
import { type MovieEvents, type MovieResponses, movieRequests } from "./contract/movie";
import { type ProjectEvents, type ProjectResponses, projectRequests } from "./contract/project";
import { type TracksEvents, type TracksResponses, tracksRequests } from "./contract/tracks";
import {
  type VerificationEvents,
  type VerificationResponses,
  verificationRequests,
} from "./contract/verification";
import type { ErrorValue } from "./errors";

export type { TableOutcome } from "./contract/analysis";
export type { AppInfo, LeaveKind } from "./contract/app";
export type { ExportOutcome, ExportProgress, PictureOutcome } from "./contract/export";

/**
 * The one contract between the window and the main process: main's handlers, the preload script and the window's types all
 * derive from it. `contract/` has its subjects, each a file. Requests are checked against their schema when they arrive;
 * answers and events come from main, which the window trusts.
 */

/** Schemas of everything the window may ask of main. */
export const requestSchemas = {
  ...appRequests,
  ...movieRequests,
  ...analysisRequests,
  ...exportRequests,
  ...marksRequests,
  ...maskRequests,
  ...tracksRequests,
  ...linesRequests,
  ...projectRequests,
  ...verificationRequests,
} as const;

export type RequestChannel = keyof typeof requestSchemas;
export type RequestPayload<C extends RequestChannel> = z.infer<(typeof requestSchemas)[C]>;

export interface ResponsePayloads
  extends AnalysisResponses,
    AppResponses,
    ExportResponses,
    LinesResponses,
    MarksResponses,
    MaskResponses,
    MovieResponses,
    ProjectResponses,
    TracksResponses,
    VerificationResponses {}

/** What main answers: a failure is a value too. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ErrorValue };

/** Everything main tells the window by itself. */
export interface EventPayloads
  extends AnalysisEvents,
    AppEvents,
    ExportEvents,
    LinesEvents,
    MovieEvents,
    ProjectEvents,
    TracksEvents,
    VerificationEvents {}

export type EventChannel = keyof EventPayloads;

/** What the preload script puts on `window.kinoflow`. */
export interface KinoflowApi {
  request<C extends RequestChannel>(
    channel: C,
    ...payload: RequestPayload<C> extends undefined ? [] : [RequestPayload<C>]
  ): Promise<Outcome<ResponsePayloads[C]>>;
  /** Opens a file that was dropped on the window. Its path goes to main without being seen by the page. */
  openDroppedFile(file: File): Promise<Outcome<null>>;
  /** Returns a function that ends the subscription. */
  on<C extends EventChannel>(channel: C, listener: (payload: EventPayloads[C]) => void): () => void;
}
