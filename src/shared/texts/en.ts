import { canvasEn } from "./canvas-en";

/**
 * What Kinoflow says in English, and the shape of what it says in every other language. A text with a number, a name
 * or a key in it is a function, so that each language puts it where it belongs and counts as it counts.
 */
export const en = {
  common: {
    cancel: "Cancel",
    cancelling: "Cancelling…",
    close: "Close",
    dismiss: "Dismiss",
    tryAgain: "Try again",
    copyDetails: "Copy details",
    copied: "Copied",
    couldNotCopy: "Could not copy",
    /** A name with the keys that do the same, for tooltips. */
    withKeys: (name: string, keys: string) => `${name} (${keys})`,
    frames: (count: number) => (count === 1 ? "1 frame" : `${count} frames`),
    /** The subject of a problem with one frame. */
    frame: (frame: number) => `Frame ${frame}`,
    motionOfFrame: (frame: number) => `Motion of frame ${frame}`,
    framesPerSecond: "fps",
    variable: "(variable)",
    unknownTime: "–",
  },

  menu: {
    file: "&File",
    edit: "&Edit",
    view: "&View",
    playback: "&Playback",
    tools: "&Tools",
    window: "&Window",
    help: "&Help",
    undo: "Undo",
    redo: "Redo",
    cut: "Cut",
    copy: "Copy",
    paste: "Paste",
    selectAll: "Select all",
    minimise: "Minimise",
    closeWindow: "Close window",
    quit: "Quit",
    developerTools: "Developer tools",
  },

  /** Dialogs of the system and the About box. */
  dialogs: {
    openTitle: "Open a movie",
    movies: "Movies and numbered pictures",
    allFiles: "All files",
    ffmpegTitle: "Choose the ffmpeg program",
    aboutTitle: "About Kinoflow",
    exportTitle: "Export overlay video",
    replaceIt: (name: string) => `${name} exists already. Replace it?`,
    replace: "Replace",
    mp4: "MP4 video",
    ffmpegNotFound: "not found",
  },

  /** Commands as the menu, the palette and the sheet of keys name them. "…" says that a dialog follows. */
  commands: {
    open: "Open…",
    "open-recent": "Open recent…",
    "open-sample": "Open the sample",
    export: "Export overlay video…",
    "copy-picture": "Copy picture",
    settings: "Settings…",
    palette: "Commands…",
    shortcuts: "Keyboard shortcuts",
    about: "About Kinoflow",
    "play-pause": "Play or pause",
    "play-backwards": "Play backwards; again for twice the speed",
    pause: "Pause",
    "play-forwards": "Play forwards; again for twice the speed",
    "next-frame": "Next frame",
    "previous-frame": "Previous frame",
    "ten-forwards": "Ten frames forwards",
    "ten-back": "Ten frames back",
    "first-frame": "First frame",
    "last-frame": "Last frame",
    "go-to": "Go to frame or time…",
    "toggle-loop": "Loop",
    slower: "Slower",
    faster: "Faster",
    "normal-speed": "Normal speed",
    "mark-start": "Start the range at this frame",
    "mark-end": "End the range with this frame",
    "clear-range": "Forget the range",
    "toggle-arrows": "Arrows",
    "toggle-colours": "Colours",
    "toggle-streamlines": "Streamlines",
    "toggle-legend": "Legend",
    "toggle-inspector": "Inspector",
    "toggle-graph": "Motion graph",
    "zoom-fit": "Fit the picture in the window",
    "zoom-actual": "Actual size (1:1)",
    "zoom-in": "Zoom in",
    "zoom-out": "Zoom out",
    "full-screen": "Full screen",
    "analysis-run": "Analyse the movie",
    "analysis-pause": "Pause or resume the analysis",
    "analysis-cancel": "Cancel the analysis",
    compare: "Compare implementations…",
    "method-fast": "Method: Fast",
    "method-balanced": "Method: Balanced",
    "method-accurate": "Method: Accurate",
    "method-lucas-kanade": "Method: Lucas-Kanade at a single scale",
    "theme-system": "Theme: as the desktop",
    "theme-dark": "Theme: dark",
    "theme-light": "Theme: light",
  },

  commandGroups: {
    file: "File",
    playback: "Playback",
    range: "Range",
    layers: "Layers",
    view: "View",
    analysis: "Motion",
    application: "Kinoflow",
  },

  /** Names of keys, as they stand on keyboards. */
  keys: {
    space: "Space",
    home: "Home",
    end: "End",
    shift: "Shift",
    control: "Ctrl",
    or: "or",
  },

  palette: {
    title: "Commands",
    prompt: "Search commands",
    openMovie: (name: string) => `Open ${name}`,
    none: (query: string) => `No command matches “${query}”.`,
    count: (count: number) => (count === 1 ? "1 command" : `${count} commands`),
  },

  shortcuts: {
    title: "Keyboard shortcuts",
    prompt: "Search by name or key",
    none: (query: string) => `No key or command matches “${query}”.`,
  },

  playback: {
    legend: "Playback",
    play: "Play",
    pause: "Pause",
    loop: "Loop",
    loopRange: "Play the marked range again and again",
    loopMovie: "Play the movie again and again",
    speed: "Speed",
    speedTitle: "Speed of playing",
    times: (speed: string) => `${speed}×`,
    /** The rate that playing achieves, of the rate that the speed asks for. */
    achieved: (achieved: string, wanted: string) => `${achieved} of ${wanted} fps`,
    achievedTitle: "Frames that were painted in the last second, of those that this speed asks for",
  },

  goTo: {
    title: "Go to frame or time",
    field: "Frame or time",
    examples: "A frame (123), a time (4.2s or 0:04.2) or a share of the movie (50 %).",
    go: "Go",
    empty: "Type a frame, a time or a share of the movie.",
    notUnderstood: (text: string) =>
      `“${text}” is neither a frame (123), nor a time (4.2s, 0:04.2), nor a share (50 %).`,
    noSuchFrame: (frame: string, last: number) => `There is no frame ${frame}; frames go from 0 to ${last}.`,
    noSuchTime: (time: string, end: string) => `${time} is past the end of the movie, which is at ${end}.`,
    notIndexed: (last: number) =>
      `The movie is still being indexed; so far frames 0 to ${last} can be gone to.`,
    noSuchShare: "A share of the movie lies between 0 % and 100 %.",
  },

  settings: {
    title: "Settings",
    appearance: "Appearance",
    performance: "Performance",
    theme: "Theme",
    themes: { system: "As the desktop", dark: "Dark", light: "Light" },
    language: "Language",
    languageSystem: "As the desktop",
    timeUnit: "Times as",
    timeUnits: { seconds: "Seconds (4.100 s)", timecode: "Timecode (00:00:04:03)", frames: "Frames (123)" },
    memory: "Memory for frames",
    memoryNote:
      "Frames that are kept are shown at once. A quarter of the free memory, at most 1 GiB, when automatic.",
    automatic: "Automatic",
    megabytes: "MB",
    /** Said to screen readers of the field for a number. */
    memoryAmount: "Megabytes for frames",
    threads: "Threads",
    threadsNote: "From the next start on. One for every core, when automatic.",
    threadsAmount: "Number of threads",
    ffmpeg: "ffmpeg",
    ffmpegUsed: (version: string, path: string) => `${version}: ${path}`,
    ffmpegNotFound: "ffmpeg was not found; choose the program, or install it and look for it.",
    ffmpegChosen: (path: string) => `From the next start on: ${path}`,
    choose: "Choose…",
    chooseFfmpeg: "Choose the ffmpeg program",
    ffmpegLookedFor: "From the next start on: the one that is found",
    lookForIt: "Look for it",
    lookForItTitle: "Forget the chosen program, and look for ffmpeg at the next start",
  },

  start: {
    claim: "See how things move in a movie.",
    openArea: "Open a movie",
    dropHere: "Drop a movie here",
    dropToOpen: "Drop to open",
    open: "Open…",
    opening: (name: string) => `Opening ${name}…`,
    openingLabel: (name: string) => `Opening ${name}`,
    openSample: "Open the sample",
    aboutSample:
      "Six seconds of a textured picture that pans, zooms and turns by known amounts, so you can see that the arrows are right.",
    ffmpegMissing:
      "ffmpeg was not found, and no movie can be opened without it; install ffmpeg, then start Kinoflow again.",
    keys: "Keys",
    keyOneFrame: "one frame",
    keyTenFrames: "ten frames",
    keyEnds: "first, last frame",
    keyPlay: "play or pause",
    keyRange: "start, end of a range",
    keyLayers: "arrows, colours",
    keyAll: "all keys",
    keyCommands: "all commands",
  },

  recent: {
    title: "Recent movies",
    dialogTitle: "Open a recent movie",
    clear: "Clear the list",
    remove: (name: string) => `Remove ${name} from the list`,
    notFound: "not found",
    notFoundTitle: (name: string) =>
      `${name} is not where it was; it may have been moved, renamed or deleted.`,
    none: "No movie has been opened yet.",
  },

  methods: {
    names: {
      "dense-pyramidal": "Coarse-to-fine",
      "lucas-kanade": "Exact (WebAssembly)",
      streaming: "Streaming",
      "summed-area": "Summed-area tables",
      naive: "Naive",
    },
    presets: { fast: "Fast", balanced: "Balanced", accurate: "Accurate", custom: "Custom" },
    presetNotes: {
      fast: "The quickest preset, for playback and large pictures",
      balanced: "Small errors for little time: the one to begin with",
      accurate: "The smallest errors; takes the longest",
      custom: "A parameter under Advanced was changed by hand",
    },
    choice:
      "How the motion is computed: coarse to fine for motions up to tens of pixels, or at a single scale for motions of a pixel or two",
    coarseToFine: "Coarse-to-fine (dense-pyramidal)",
    singleScale: "Single scale (Lucas-Kanade)",
    /** A method in a line, for summaries. */
    describeSingleScale: (name: string, window: string) =>
      `Lucas-Kanade at a single scale, ${name}, window of ${window}`,
    describePreset: (name: string, method: string, preset: string) => `${name} (${method}), ${preset} preset`,
    describeCustom: (name: string, method: string) => `${name} (${method}), custom parameters`,
  },

  viewer: {
    noPicture: "No picture yet",
    computing: "Computing",
    lastFrame: "Last frame: no next frame to compare with",
  },

  sample: {
    title: "True motion",
    is: "True motion:",
    motions: {
      pan: "pan, 1 px/frame right and 0.5 px/frame down",
      zoom: "zoom in, 0.4 % per frame",
      rotation: "rotation, 0.25° per frame clockwise",
    },
    overArrows: (count: number) =>
      count === 1 ? "Over the one arrow on the screen" : `Over the ${count} arrows on the screen`,
    trueSpeed: "true mean speed",
    measured: "measured",
    endpointError: "mean error of an arrow",
    speedUnit: "px/frame",
  },

  exporting: {
    title: "Export overlay video",
    what: "What to export",
    wholeMovie: "Whole movie",
    markedRange: "Marked range",
    soFar: "so far",
    nothingMarked: "nothing marked; mark with I and O",
    range: (start: number, end: number, frames: string, duration: string) =>
      `frames ${start}–${end}: ${frames}, ${duration}`,
    endUnknown: (indexing: string) =>
      `${indexing} The end of the movie is not known yet; a range with both ends marked can be exported now.`,
    drawn: "Drawn",
    arrows: "arrows",
    colours: "colours",
    legend: "legend",
    and: ", ",
    asOnScreen: (layers: string) => `${layers}, as on the screen`,
    nothingDrawn: "nothing: the footage alone",
    motion: "Motion",
    picture: "Picture",
    pictureIs: (size: string) => `${size}, H.264 in MP4, at the movie’s own times`,
    sound: "Sound",
    soundKept: "kept",
    noSound: "none in this movie",
    label: "Exporting",
    ofFrames: (total: number) => `of ${total} frames`,
    framesPerSecond: "frames/s",
    completing: "completing the file…",
    estimating: "estimating…",
    left: (duration: string) => `${duration} left`,
    /** What comes after the name of the file. */
    ready: (frames: number, duration: string) =>
      `is ready: ${frames === 1 ? "1 frame" : `${frames} frames`} in ${duration}`,
    leftOut: (frames: number) =>
      frames === 1
        ? "; 1 damaged frame of the movie could not be decoded and is left out"
        : `; ${frames} damaged frames of the movie could not be decoded and are left out`,
    end: ".",
    start: "Export…",
    showInFolder: "Show in folder",
  },

  compare: {
    title: "Compare implementations",
    about:
      "Four implementations of one definition: Lucas-Kanade at a single scale. Kinoflow began with the naive one, which sums every window afresh for every pixel. Summed-area tables, sums that slide along with the window, and the exact integer sums in WebAssembly give the same motion in a small part of the time and memory.",
    runsOn: (first: number, movie: string, size: string, window: string) =>
      `Runs on a random pair of 100 × 100 pixels and on frames ${first} and ${first + 1} of ${movie} (${size}), with a window of ${window}.`,
    run: "Run",
    runAgain: "Run again",
    mayTakeLong: "The naive one may take a while.",
    starting: "Starting…",
    label: "Comparing",
    randomPair: (size: string) => `Random pair, ${size}`,
    framePair: (first: number, size: string) => `Frames ${first} and ${first + 1}, ${size}`,
    method: "Method",
    time: "Time",
    timeScale: "On a logarithmic scale",
    timeFigures: "Time in figures",
    peakMemory: "Peak memory",
    speedUp: "Speed-up",
    difference: "Largest difference",
    differenceTitle: "Largest difference of a component from that of the naive one",
    oneRun: "One run",
    medianOf: (runs: number) => `Median of ${runs} runs`,
    reference: "reference",
    speedUnit: "px/frame",
  },

  transport: {
    frame: "Frame",
    countedFrom0: (frames: string) => `${frames}, counted from 0 as on the command line`,
    ofLast: (last: number) => `of 0–${last}`,
    range: "Range to export or to analyse",
    markedRange: "Marked range",
    rangeIs: (start: number, end: number) => `Range ${start}–${end}`,
    setIn: "Set in",
    setOut: "Set out",
    clearRange: "Clear range",
  },

  indexing: {
    text: "Indexing…",
    share: (percent: number) => `Indexing… ${percent} %`,
    title: "The frames of the movie are being listed; what is hatched can be gone to when they are",
  },

  canvas: canvasEn,
};

/** The shape of the catalogue: a language that lacks a text does not compile. */
export type Texts = typeof en;
