import type { ErrorValue } from "./errors";
import type { FigurePixels } from "./figures";
import type { FlowParameters } from "./flow";
import type { FlowReport } from "./flow-report";
import type { Levels } from "./frame-picture";
import type { ImagePart } from "./image-part";
import type { ColourDescription } from "./movie";
import type { ArrowGrid } from "./overlay/arrow-grid";
import type { MapKind } from "./overlay/settings";
import type { Pairing } from "./pairing";
import type { Preparation } from "./preparation";
import type { FlowProbe, ProbePoint } from "./probe";
import type { StatsTexts } from "./texts/stats-en";

/**
 * The stream of pictures from the main process to the window, over a MessagePort of its own. One request is
 * in flight at a time: the window sends the next one when the answer to the last one has arrived, and always
 * for the latest wish, so scrubbing never queues up work.
 */
export interface PictureRequest {
  /** Grows by one with each request; the answer carries it back. */
  readonly id: number;
  readonly token: string;
  /** Frame number, from 0. The flow shown leads from it to the frame that the pairing of `flow` says. */
  readonly frame: number;
  /** The pairing of pictures without `flow`: it says which frame `nextImage` is. Default: the next one. */
  readonly pairing?: Pairing | undefined;
  /** True rebuilds whole frames from the fields of an interlaced movie, for display and flow alike. */
  readonly deinterlace: boolean;
  /** What grey frames are shown through; null for automatic ones. */
  readonly levels: Levels | null;
  /** Null shows footage alone and computes no flow. */
  readonly flow: FlowParameters | null;
  /**
   * What is to be shown beside it, drawn alike: the flow of the pair that begins with a `frame` by parameters of its own. It may be
   * the same frame, or another moment. Null compares with nothing. Without a `flow` there is nothing to compare with.
   */
  readonly compare: { readonly flow: FlowParameters; readonly frame: number } | null;
  /**
   * Shows the luma of frames as it is after this, each frame's by itself, in place of their own picture; absent, or null, shows the
   * recording's own.
   */
  readonly prepared?: Preparation | null | undefined;
  /** True sends the second frame of the pair too. */
  readonly nextImage: boolean;
  /** Less reliable pixels get no arrow sample (NaN) and no colour (transparent); 0 shows all. */
  readonly minimumReliability: number;
  /** The same for `compare`, whose method may have reliability of another kind; that of `flow` where it is absent. */
  readonly compareReliability?: number | undefined;
  /** What the report's figures are over: the pixels of at least `minimumReliability`, or all. */
  readonly figurePixels: FigurePixels;
  /** Slower motions, in px/frame, get no colour in maps of the motion itself, and no line. */
  readonly minimumSpeed: number;
  /** Where arrows are to stand, within the picture; null asks for no samples. */
  readonly arrows: ArrowGrid | null;
  /** Whether some vectors from all over the field are wanted; default no. */
  readonly scatter?: boolean | undefined;
  /**
   * Null asks for no colour picture. `limit` is what has the full colour, in the unit of the map (see `mapLimit`); `step`
   * samples every step-th pixel, for pictures shown smaller than the movie.
   */
  readonly colour: {
    readonly kind: MapKind;
    readonly limit: number;
    readonly step: number;
    readonly fading: boolean;
  } | null;
  /** Null asks for no streamlines. `spacing` in movie pixels. */
  readonly streamlines: { readonly spacing: number } | null;
  /** Where to read the flow, at most `PROBE_POINTS`; the map that they are read of is that of `colour`. */
  readonly points: readonly ProbePoint[];
  /** Names the pixels whose flow counts nowhere and is not drawn: see `maskName`, and `mask:use`. Absent, or empty: none. */
  readonly mask?: string | undefined;
  /** What is to be seen of the frames, in which detail; null, and default: all of them, pixel by pixel. */
  readonly part?: ImagePart | null | undefined;
  /**
   * Set while the playhead moves: a coarser flow will do where all of it takes longer than `flowMs`, for layers that can be drawn of one.
   */
  readonly hasty?: { readonly flowMs: number } | null | undefined;
  /** The frame that a person will most likely look at next: what is seen of it may be sent when nothing else is to be done. */
  readonly ahead?: number | undefined;
  /** Keys of frames that the window has: these are not sent again. Default: none. */
  readonly have?: readonly string[] | undefined;
}

/** A window has at most so many frames: those of one picture, and one ahead of the next. */
export const HELD_IMAGES = 4;
/** A key has at most so many letters. */
export const IMAGE_KEY_LENGTH = 2000;

/** 8-bit I420 without padding (Y, then U, then V of half size rounded up). */
export interface I420Picture {
  readonly width: number;
  readonly height: number;
  readonly data: ArrayBuffer;
  readonly colour: ColourDescription;
}

/** A frame as the window draws it: the part that was asked for, of its size. */
export interface PictureFrame extends I420Picture {
  /** Null for all of the frame, pixel by pixel. */
  readonly part: ImagePart | null;
  /** Says what it is a picture of, and how it was made: two frames with the same key have the same pixels. */
  readonly key: string;
}

/** The keys of a picture's frames; null for those that it does not have. */
export interface ImageKeys {
  readonly shown: string;
  readonly next: string | null;
  readonly other: string | null;
}

/** Everything on the screen for one frame: a frame is never sent, or shown, with the flow of another one. */
export interface Picture {
  readonly id: number;
  readonly token: string;
  readonly frame: number;
  /** Presentation time of the frame in seconds from the first one. */
  readonly time: number;
  readonly image: PictureFrame;
  /** What its frames are shown through; null where these are not grey, or shown as they were prepared. */
  readonly levels: Levels | null;
  /** The second frame of the pair. Null where there is none, where it cannot be decoded, and where it was not asked for. */
  readonly nextImage: PictureFrame | null;
  /** Null on the last frame, which has no next one, across a cut, and when no flow was asked for. */
  readonly flow: PictureFlow | null;
  /** What is drawn in place of the flow while the playhead moves: there is no `flow` then. */
  readonly coarse: CoarseFlow | null;
  /** True where a flow was asked for and the next frame shows another scene: nothing moves from the one to the other. */
  readonly isCut: boolean;
  /** Set when the frame could be shown but its flow could not be computed, or its next frame not be decoded. */
  readonly flowError: ErrorValue | null;
  /** The frame of another moment that stands beside this one; null where none does, or it cannot be decoded. */
  readonly otherImage: PictureFrame | null;
  /** What stands beside it; null where nothing was to be compared, and across a cut. */
  readonly compare: PictureComparison | null;
  readonly cost: PictureCost;
}

/** Of a picture that compares two flows: A is the flow of the picture itself, B the other one. */
export const SIDES = ["a", "b"] as const;
export type Side = (typeof SIDES)[number];

/** The other side of a picture that compares two flows. */
export interface PictureComparison {
  /** First of its pair: that of the picture, or another moment. */
  readonly frame: number;
  /** Null on the last frame, when it could not be computed, and of another moment where that is across a cut. */
  readonly flow: PictureFlow | null;
  readonly flowError: ErrorValue | null;
  /** What was paid when the flow was computed, if it came from the cache. Milliseconds. */
  readonly flowMs: number;
  readonly flowFromCache: boolean;
  /** Of the colour picture and the streamlines, in milliseconds. */
  readonly colourMs: number;
}

/** Vectors without their places. */
export interface VectorScatter {
  /** Interleaved u, v. */
  readonly samples: Float32Array;
  /** `VECTOR_FLAGS` of each; 0 where nothing was checked. */
  readonly flags: Uint8Array;
}

export interface PictureFlow {
  readonly parameters: FlowParameters;
  /** Frame numbers of the pair: first is the picture's frame. */
  readonly first: number;
  readonly second: number;
  readonly report: FlowReport;
  /** Interleaved u, v at the points of the grid, row by row; NaN where unreliable. */
  readonly arrows: {
    readonly grid: ArrowGrid;
    readonly samples: Float32Array;
    /** `VECTOR_FLAGS` of each, where vectors were checked. */
    readonly flags?: Uint8Array | undefined;
  } | null;
  /** Some vectors from all over the field, of those that were reliable, as in `arrows`; only where they were asked for. */
  readonly scatter?: VectorScatter | undefined;
  readonly facts: PairFacts;
  /** RGBA, straight alpha, ceil(width / step) x ceil(height / step). */
  readonly colour: {
    readonly width: number;
    readonly height: number;
    readonly data: ArrayBuffer;
    readonly kind: MapKind;
    readonly limit: number;
  } | null;
  readonly streamlines: Streamlines | null;
  /** At the points of the request. */
  readonly probed: FlowProbe["values"];
}

/** What is drawn of a flow. */
export type DrawnFlow = Pick<
  PictureFlow,
  "parameters" | "first" | "second" | "arrows" | "colour" | "streamlines"
>;

/**
 * What is drawn of a flow of the same method and pair that was computed of smaller frames. Nothing is read of it, and no figure: it is there
 * to be seen in passing.
 */
export interface CoarseFlow extends DrawnFlow {
  /** Pixels of the movie across and down for each one that it was computed at: 2, 4, 8... */
  readonly detail: number;
}

/** What the two frames themselves say, for whoever wonders why nothing is drawn. */
export interface PairFacts {
  /** The two are the same picture, bit by bit. */
  readonly equal: boolean;
  /** One of them is black. */
  readonly black: boolean;
}

/** Lines along the motion, each in its direction. */
export interface Streamlines {
  /** x, y of every point of every line, one line after the other, in movie pixels from the top left corner. */
  readonly points: Float32Array;
  /** How many points each line has, at least two. */
  readonly lengths: Int32Array;
}

/** What the picture cost, and what is held. Times in milliseconds, sizes in bytes. */
export interface PictureCost {
  /** Decoding of the pair's two frames by ffmpeg; what was paid when they were decoded, if they came from the cache. */
  readonly decodeMs: number;
  readonly framesFromCache: boolean;
  readonly flowMs: number;
  readonly flowFromCache: boolean;
  /** Of the colour picture and the streamlines. Costs of a comparison are in the comparison. */
  readonly colourMs: number;
  /** Milliseconds since the epoch, with fractions, when main handed the picture over: for the transfer time. */
  readonly sentAt: number;
  readonly frameBytes: number;
  readonly frameBudgetBytes: number;
  readonly flowBytes: number;
  /** Working memory of the flow computation itself. */
  readonly workingBytes: number;
  /** The WebAssembly memory that frames, fields and working memory lie in, as far as it has grown. */
  readonly wasmBytes: number;
  /** JS heap of main with its workers. */
  readonly mainHeapBytes: number;
  readonly processes: readonly ProcessMemory[];
}

/** A process of the app by what it does. */
export type ProcessName = keyof StatsTexts["processNames"];

export interface ProcessMemory {
  readonly name: ProcessName;
  readonly pid: number;
  readonly residentBytes: number;
}

/** The picture's own frame, the one after it, or that of another moment beside it. */
export type ImageOfPair = "shown" | "next" | "other";

export type PictureAnswer =
  /**
   * A frame of the picture that is on its way, sent ahead while its flow is computed: it is most of what has to cross.
   * It is shown when the picture has come, not before. The next frame, where it was asked for, comes after the picture's own.
   */
  | {
      readonly kind: "image";
      readonly id: number;
      readonly which: ImageOfPair;
      readonly image: PictureFrame;
      readonly sentAt: number;
    }
  | {
      readonly kind: "picture";
      readonly picture: Omit<Picture, "image" | "nextImage" | "otherImage">;
      /** Its frames: each was sent ahead, or the request said that the window has it. */
      readonly images: ImageKeys;
    }
  /** A frame that the window will most likely want next. */
  | { readonly kind: "ahead"; readonly image: PictureFrame }
  | { readonly kind: "failed"; readonly id: number; readonly frame: number; readonly error: ErrorValue };
