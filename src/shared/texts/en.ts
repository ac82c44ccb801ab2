import { bookmarksEn } from "./bookmarks-en";
import { canvasEn } from "./canvas-en";
import { curvesEn } from "./curves-en";
import { cutsEn } from "./cuts-en";
import { errorsEn } from "./errors-en";
import { figuresEn } from "./figures-en";
import { keywordsEn } from "./keywords-en";
import { layoutEn } from "./layout-en";
import { levelsCommandsEn, levelsEn } from "./levels-en";
import { linesEn } from "./lines-en";
import { lookCommandsEn, looksEn } from "./looks-en";
import { marksEn } from "./marks-en";
import { momentsEn } from "./moments-en";
import { noticesEn } from "./notices-en";
import { panelCommandsEn } from "./panel-commands-en";
import { panelsEn } from "./panels-en";
import { preparationEn } from "./preparation-en";
import { probeEn } from "./probe-en";
import { projectCommandsEn, projectEn } from "./project-en";
import { ratesEn } from "./rates-en";
import { rawCommandsEn, rawEn } from "./raw-en";
import { regionsEn } from "./regions-en";
import { reliabilityEn } from "./reliability-en";
import { savingEn } from "./saving-en";
import { sightEn } from "./sight-en";
import { statsEn } from "./stats-en";
import { toolCommandsEn, toolsEn } from "./tools-en";
import { tracksEn } from "./tracks-en";
import { unitsEn } from "./units-en";
import { validationEn } from "./validation-en";
import { verificationEn } from "./verification-en";
import { windowEn } from "./window-en";

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
    /** What a sentence is about, before it. */
    subject: (subject: string) => `${subject}: `,
    frames: (count: number) => (count === 1 ? "1 frame" : `${count} frames`),
    /** The subject of a problem with one frame. */
    frame: (frame: number) => `Frame ${frame}`,
    motionOfFrame: (frame: number) => `Motion of frame ${frame}`,
    motionOfSideB: (frame: number) => `Motion of frame ${frame}, side B`,
    framesPerSecond: "fps",
    variable: "(variable)",
    /** Units of lengths of time. */
    durationUnits: { second: "s", minute: "min", hour: "h" },
    interlaced: "interlaced",
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
    /** The built-in movie within a sentence: "Opening the sample…". */
    sample: "the sample",
    movies: "Movies and numbered pictures",
    allFiles: "All files",
    ffmpegTitle: "Choose the ffmpeg program",
    aboutTitle: "About Kinoflow",
    exportTitle: "Export overlay video",
    replaceIt: (name: string) => `${name} exists already. Replace it?`,
    replace: "Replace",
    mp4: "MP4 video",
    pictureTitle: "Save picture",
    png: "PNG picture",
    tableTitle: "Export all frames as CSV",
    csv: "CSV table",
    ffmpegNotFound: "not found",
  },

  /** Commands as the menu, the palette and the sheet of keys name them. "…" says that a dialog follows. */
  commands: {
    open: "Open…",
    "open-folder": "Open folder…",
    ...rawCommandsEn,
    ...projectCommandsEn,
    "open-recent": "Open recent…",
    "open-sample": "Open the sample",
    export: "Export overlay video…",
    "export-table": "Export all frames as CSV…",
    "save-picture": "Save picture…",
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
    "next-cut": "Next scene cut",
    "previous-cut": "Previous scene cut",
    "mark-cut": cutsEn.mark,
    "remove-cut": cutsEn.remove,
    "fastest-frame": momentsEn.fastest,
    "next-peak": momentsEn.next,
    "previous-peak": momentsEn.previous,
    "pin-fastest": momentsEn.pin,
    "toggle-bookmark": "Set or delete a bookmark here",
    "name-bookmark": "Name the bookmark here…",
    "next-bookmark": "Next bookmark",
    "previous-bookmark": "Previous bookmark",
    "toggle-loop": "Loop",
    "toggle-sound": "Sound on or off",
    slower: "Slower",
    faster: "Faster",
    "normal-speed": "Normal speed",
    "mark-start": "Start the range at this frame",
    "mark-end": "End the range with this frame",
    "clear-range": "Forget the range",
    "toggle-arrows": "Arrows",
    "toggle-colours": "Colours",
    "map-none": "Map: none",
    "map-direction": "Map: direction colours",
    "map-speed": "Map: speed",
    "map-divergence": "Map: divergence",
    "map-vorticity": "Map: vorticity",
    "map-shear": "Map: shear",
    "map-reliability": "Map: reliability",
    "map-difference": "Map: difference",
    "map-uncertainty": "Map: uncertainty",
    "map-forward-backward": "Map: forward-backward error",
    "toggle-streamlines": "Streamlines",
    "toggle-legend": "Legend",
    "toggle-onion": "Next frame over this one",
    "toggle-split": "Compare A and B on the picture",
    "compare-moment": "Compare with this moment, or no longer",
    "swap-sides": "Swap A and B",
    "toggle-all-pixels": "Figures over all pixels, or over reliable ones",
    "pin-probe": "Pin a probe at the pointer, or in the middle",
    "probe-table": "Save probe values as CSV…",
    "curves-u": "Probe curves of u",
    "curves-v": "Probe curves of v",
    "curves-speed": "Probe curves of speed",
    "clear-probes": "Delete all probes",
    "toggle-inspector": "Inspector",
    "toggle-graph": "Motion graph",
    undo: "Undo the last change",
    redo: "Redo the change",
    reset: "Reset flow and view to defaults",
    suggest: "Suggest a method and its parameters",
    "set-reference": "Set this frame as reference",
    "zoom-fit": "Fit the picture in the window",
    "zoom-actual": "Actual size (1:1)",
    "zoom-in": "Zoom in",
    "zoom-out": "Zoom out",
    "picture-only": "Picture only",
    "leave-picture-only": "Bring the panels back",
    "full-screen": "Full screen",
    "analysis-run": "Analyse the movie",
    "analysis-pause": "Pause or resume the analysis",
    "analysis-cancel": "Cancel the analysis",
    benchmark: "Benchmark the implementations…",
    verify: "Verify by a known motion…",
    "judge-by-truth": "Compare with a true flow…",
    "method-fast": "Method: Fast",
    "method-balanced": "Method: Balanced",
    "method-accurate": "Method: Accurate",
    "method-lucas-kanade": "Method: Lucas-Kanade at a single scale",
    "theme-system": "Theme: as the desktop",
    "theme-dark": "Theme: dark",
    "theme-light": "Theme: light",
    "language-system": "Language: as the desktop",
    "language-en": "Language: English",
    "language-zh-cn": "Language: Chinese (简体中文)",
    ...panelCommandsEn,
    ...lookCommandsEn,
    ...levelsCommandsEn,
    ...toolCommandsEn,
  },

  /** Other words by which a command is found. */
  bookmarks: bookmarksEn,
  marks: marksEn,
  tools: toolsEn,
  units: unitsEn,
  regions: regionsEn,
  tracks: tracksEn,
  lines: linesEn,
  project: projectEn,
  verification: verificationEn,
  validation: validationEn,
  curves: curvesEn,
  keywords: keywordsEn,

  commandGroups: {
    file: "File",
    playback: "Playback",
    range: "Range",
    layers: "Layers",
    view: "View",
    measure: "Measuring",
    analysis: "Motion",
    application: "Kinoflow",
  },

  /** Names of keys, as they stand on keyboards. */
  keys: {
    space: "Space",
    home: "Home",
    end: "End",
    shift: "Shift",
    escape: "Esc",
    control: "Ctrl",
  },

  palette: {
    title: "Commands",
    prompt: "Search commands",
    openMovie: (name: string) => `Open ${name}`,
    none: (query: string) => `No command matches “${query}”.`,
    count: (count: number) => (count === 1 ? "1 command" : `${count} commands`),
    /** Why a command cannot be done now; there is room for some 30 letters. */
    obstacles: {
      noMovie: "no movie is open",
      noPicture: "no picture is shown yet",
      singleFrame: "the movie has one frame only",
      stillIndexing: "the movie is still being listed",
      noBookmark: "there is no bookmark on that side",
      noSound: "the movie has no sound",
      noCut: "no cut is known on that side",
      lastFrame: "this is the last frame",
      notAnalysed: "nothing is analysed yet",
      noPeak: "no peak of speed is known on that side",
      noMotion: "nothing moves on this frame",
      noCutHere: "no cut is here",
      cutHere: "a cut is there already",
      noAnalysis: "no analysis is running",
      analysisRuns: "an analysis is running",
      nothingToUndo: "nothing has been changed",
      nothingToRedo: "nothing has been undone",
      noProbe: "no probe is pinned",
      notGrey: "the movie is not grey",
      notMeasured: "not measured yet",
      nothingToFit: "this frame shows nothing to fit to",
      noSideB: "needs Compare with B",
      noMark: "no mark is selected",
    },
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
    threadsNote: "From the next start on. One for every core, at most eight, when automatic.",
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
    /** Of several files that were dropped, one is opened. */
    oneOfDropped: (count: number, name: string) =>
      `${count} files were dropped; ${name} is opened, for Kinoflow shows one movie at a time.`,
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
    none: "The list is empty. Movies that you open appear here.",
  },

  methods: {
    names: {
      "dense-pyramidal": "Coarse-to-fine",
      "lucas-kanade": "Lucas-Kanade (WebAssembly)",
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
    describeSingleScale: (name: string, window: string) => `Single scale: ${name}, window of ${window}`,
    describePreset: (name: string, method: string, preset: string) => `${name} (${method}), ${preset} preset`,
    describeCustom: (name: string, method: string) => `${name} (${method}), custom parameters`,
  },

  viewer: {
    noPicture: "No picture yet",
    /** What is painted, for screen readers. */
    painted: (frame: number, arrows: number) =>
      `Frame ${frame} with ${arrows === 0 ? "no arrows" : `${arrows} arrows`}`,
    paintedBeside: (painted: string, arrows: number) =>
      `${painted} for A, and ${arrows === 0 ? "none" : arrows} for B right of the divider`,
    coarse: (pixels: number) => `coarse motion, one for ${pixels} x ${pixels} pixels`,
    computing: "Computing",
    lastFrame: "Last frame: no next frame to compare with",
    referenceFrame: "Reference frame: the others are compared with it",
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

  /** The figures of all frames as a file. */
  table: {
    title: "Export all frames as CSV",
    /** What leads to the dialog. */
    open: "All frames as CSV…",
    about: "The figures of every analysed frame as a table, with the columns of the command analyze.",
    complete: (frames: string) => `All is analysed: ${frames}.`,
    missing: (count: number, ranges: string) =>
      count === 1
        ? `Frame ${ranges} is not analysed yet.`
        : `${count} frames are not analysed yet: ${ranges}.`,
    missingAndMore: (ranges: string) => `${ranges} and others`,
    nothing: "No frame of the movie is analysed yet with these settings.",
    analyseFirst: "Analyse first",
    exportKnown: "Export what there is…",
    start: "Export…",
    written: (name: string, frames: string) => `${name} is ready, with ${frames}.`,
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
    streamlines: "streamlines",
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
    title: "Benchmark of the implementations",
    about:
      "Times four implementations of one definition, Lucas-Kanade at a single scale, against each other; it changes neither the picture nor the chosen method. Kinoflow began with the naive one, which sums every window afresh for every pixel. Summed-area tables, sums that slide along with the window, and the exact integer sums in WebAssembly give the same motion in a small part of the time and memory. To compare two methods on the picture, use Compare with B.",
    runsOn: (first: number, movie: string, size: string, window: string) =>
      `Runs on a random pair of 100 × 100 pixels and on frames ${first} and ${first + 1} of ${movie} (${size}), with a window of ${window}.`,
    run: "Run",
    runAgain: "Run again",
    mayTakeLong: "The naive one may take a while.",
    starting: "Starting…",
    label: "Benchmark",
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
    /** The implementations within a sentence. */
    methods: {
      naive: "naive",
      "summed-area": "summed-area",
      streaming: "streaming",
      "lucas-kanade": "lucas-kanade",
    },
    running: {
      random: (method: string, size: string) => `${method} on the random pair, ${size}`,
      current: (method: string, size: string) => `${method} on the current pair, ${size}`,
    },
    speedUnit: "px/frame",
  },

  transport: {
    frame: "Frame",
    countedFrom0: (frames: string) => `${frames}, counted from 0 as on the command line`,
    ofLast: (last: number) => `of 0–${last}`,
    pair: (pair: number, pairs: number) => `pair ${pair} of ${pairs}`,
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

  analysis: {
    subject: "Analysis",
    start: "Analyse",
    pause: "Pause",
    resume: "Resume",
    wholeMovie: "the whole movie",
    markedFrames: (start: number, end: number) => `frames ${start} to ${end}, the marked range`,
    startTitle: (what: string) => `Compute the motion of ${what}, with the present method, in the background`,
    stillIndexing: "The movie is still being indexed; its end is not known yet",
    cancelTitle: "Stop the analysis; what is analysed so far stays",
    analysed: (done: number, total: number) => `Analysed ${done} of ${total} frames`,
    pausedAt: (done: number, total: number) => `Paused at ${done} of ${total} frames`,
    of: (total: number) => `of ${total}`,
    framesPerSecond: "frames/s",
    estimating: "estimating…",
    left: (duration: string) => `${duration} left`,
    label: "Analysing",
  },

  timeline: {
    label: "Timeline",
    otherAnalysis: "The analysis under way is one with other settings",
    analyseFirst: "Analyse shows here how fast things move over the whole movie",
    /** The place of the playhead, for screen readers. */
    placeAt: (frame: number, time: string) => `Frame ${frame}, ${time}`,
    frameMissing: (frame: number) => `Frame ${frame} cannot be decoded`,
    readout: "Motion at the frame",
    atPlayhead: "At the playhead",
    notIndexed: "Not indexed yet",
    frameAt: (frame: number, time: string) => `Frame ${frame} · ${time}`,
    cannotDecode: "cannot be decoded",
    mean: "Mean",
    meanTitle: "Mean speed of the pixels that count",
    p95Short: "95th",
    p95Rest: " percentile",
    p95Title: "95 of 100 pixels are slower",
    reliable: "Reliable",
    reliableTitle: "Share and number of the pixels whose motion is reliable",
    speedUnit: "px/frame",
    graph: "Motion graph",
    showGraph: "Show the motion graph",
    hideGraph: "Hide the motion graph",
    graphHeight: "Height of the motion graph",
    graphHeightTitle: "Drag to make the motion graph higher or lower",
    zoomIn: "Zoom in timeline",
    zoomOut: "Zoom out timeline",
    whole: "Whole movie",
    nextCut: "Next scene cut",
    previousCut: "Previous scene cut",
    rulerTitle: "Drag to move along the movie; turn the wheel to zoom, double-click to see all of it",
    rangeStart: "Start of the range",
    rangeEnd: "End of the range",
    tracks: "Graphs",
    tracksTitle: "Choose what the timeline shows",
    trackNames: {
      thumbnails: "Pictures",
      motion: "Motion",
      probes: "Probes",
      regions: regionsEn.track,
      lines: linesEn.title,
      reliability: "Reliable",
      cost: "Cost",
      bytes: "Bytes",
      memory: "Memory",
      analysed: "Analysed",
    },
    trackTitles: {
      thumbnails: "Small pictures of the movie",
      motion: "Speed of the motion from every frame to the next one, in pixels per frame",
      probes: "Motion at the pinned probes over the analysed frames; faint where it is not reliable",
      regions: regionsEn.trackTitle,
      lines: linesEn.trackTitle,
      reliability: "Share of the pixels whose motion is reliable: none at the bottom, all at the top",
      cost: "Milliseconds that every frame takes: decoding below, the motion on it, drawing on top where a frame was shown",
      bytes: "Bytes that computing the motion of every frame holds",
      memory: "Frames that are in memory, and frames that cannot be decoded",
      analysed: "Frames whose motion has been analysed with these settings",
    },
    decode: "Decode",
    flow: "Flow",
    pyramid: "Pyramid",
    solve: "Solve",
    refine: "Refine",
    draw: "Draw",
    held: "Held",
  },

  /** Parameters of the coarse-to-fine method, by their names in the code. */
  dense: {
    advanced: "Advanced",
    reset: "Reset to preset",
    resetTitle: (preset: string) => `The values of the preset ${preset}`,
    levels: "Parameters of each pyramid level",
    level: "Pyramid level",
    levelTitle: "Level 0 is the frame itself; each further one is half as large",
    ofLevel: (name: string, level: string) => `${name}, level ${level}`,
    notSolved: "Not solved while the finest level is 1",
    fullSize: "The frame at full size",
    shareOfSize: (divisor: number) => `1/${divisor} of the size`,
    eighthAndLess: "An eighth of the size, and all smaller levels",
    /** A sentence with the limits of what it is about. */
    limits: (title: string, min: number, max: number) => `${title} (${min}–${max})`,
    parameters: {
      smallestSide: {
        label: "Smallest side",
        name: "Smallest side",
        title:
          "The frame is halved until its smaller side would fall below this: smaller finds larger motions",
      },
      finestLevel: {
        label: "Finest level",
        name: "Finest level",
        title: "0 solves at full size, 1 at half size and doubles the result: quicker and coarser",
      },
      windowRadius: {
        label: "Window radius",
        name: "Dense window radius",
        title:
          "Radius of the Lucas-Kanade window in pixels of each level: small windows keep detail, large ones are calmer",
      },
      damping: {
        label: "Damping",
        name: "Damping",
        title:
          "Added to the diagonal of the structure tensor: keeps the motion of weak texture from running away",
      },
      maxStep: {
        label: "Longest step",
        name: "Longest step",
        title: "How far one Lucas-Kanade iteration may change the motion, in pixels of its level",
      },
      smoothness: {
        label: "Smoothness",
        name: "Smoothness",
        title: "Weight of a smooth motion against the match of the frames, in the variational refinement",
      },
      overRelaxation: {
        label: "Over-relaxation",
        name: "Over-relaxation",
        title:
          "How far each sweep of the solver overshoots: nearer to 2 converges in fewer sweeps, or not at all",
      },
      reach: {
        label: "Large motions",
        name: "Reach for large motions",
        title:
          "How far motions are looked for that the pyramid loses, in percent of the width of the frames; 0 leaves the search out",
      },
      propagationRounds: {
        label: "Propagation",
        name: "Propagation rounds",
        title:
          "Rounds in which blocks of 8 × 8 pixels try the motions of their neighbours; 0 leaves them out",
      },
      searchRange: {
        label: "Search range",
        name: "Search range",
        title: "Reach of the search around blocks that match badly, in pixels of the level",
      },
      iterations: { label: "Iterations", name: "Iterations", title: "Lucas-Kanade iterations" },
      warps: {
        label: "Warps",
        name: "Warps",
        title: "How often the variational refinement warps the second frame; 0 leaves the refinement out",
      },
      fixedPoints: {
        label: "Fixed points",
        name: "Fixed points",
        title: "Fixed-point iterations of a warp, each with new robust weights",
      },
      sweeps: { label: "Sweeps", name: "Sweeps", title: "Solver sweeps of a fixed-point iteration" },
    },
  },

  /** Stages on the way from the file to the screen. */
  stages: {
    total: "Total",
    decode: {
      label: "Decode ×2",
      title: "Decoding of the two frames; what was paid then, if they came from the cache",
    },
    pyramid: { label: "Pyramid", title: "Making smaller and smaller copies of the two frames" },
    solve: {
      label: "Solve",
      title:
        "Lucas-Kanade itself, and the block search; with lucas-kanade also reliability and statistics, in the same pass",
    },
    refine: { label: "Refine", title: "Variational refinement of the motion" },
    reliability: {
      label: "Reliability",
      title: "How far the motion of each pixel can be believed: its texture, and whether the pictures agree",
    },
    statistics: { label: "Statistics", title: "Speeds, directions and shares over the whole frame" },
    colour: { label: "Colour", title: "Painting the motion as colours" },
    transfer: { label: "Transfer", title: "From the main process to this window" },
    draw: { label: "Draw", title: "Drawing the frame and its overlay when it came" },
  },

  directions: {
    title: "Directions of motion: the area of a petal is the share of the moving pixels that go its way",
    notKnown: "Directions of motion: not known",
    nothingMoves: "Directions of motion: nothing moves",
    mostly: (direction: string, percent: string, degrees: number) =>
      `Directions of motion: mostly ${direction}, ${percent} % of the moving pixels near ${degrees}°`,
    /** Clockwise, in eighths of a turn. */
    words: {
      right: "right",
      downRight: "down right",
      down: "down",
      downLeft: "down left",
      left: "left",
      upLeft: "up left",
      up: "up",
      upRight: "up right",
    },
  },

  chart: {
    lastFrames: (title: string, frames: number) => `${title}; the last ${frames} frames shown`,
    least: (value: string) => `min ${value}`,
    most: (value: string) => `max ${value}`,
  },

  rates: ratesEn,
  raw: rawEn,

  moviePanel: {
    title: "Movie",
    highDynamicRange: "HDR, tone-mapped for display",
    videoTrack: "Video track",
    deinterlace: "Deinterlace",
    deinterlaceTitle:
      "Rebuilds whole frames from the fields of an interlaced movie, for the picture and its motion alike",
  },

  frameMemory: {
    title: "Frames in memory",
    note: "Decoded frames are kept, so that going back to them takes no time",
    budget: "Memory for frames",
    automatic: "Automatic",
    automaticTitle: "A quarter of the free memory, at most 1 GiB",
  },
  figures: figuresEn,
  reliability: reliabilityEn,
  layout: layoutEn,
  preparation: preparationEn,
  panels: panelsEn,
  errors: errorsEn,
  notices: noticesEn,
  probe: probeEn,
  looks: looksEn,
  levels: levelsEn,
  saving: savingEn,
  cuts: cutsEn,
  moments: momentsEn,
  sight: sightEn,
  stats: statsEn,
  window: windowEn,
};

/** The shape of the catalogue: a language that lacks a text does not compile. */
export type Texts = typeof en;
