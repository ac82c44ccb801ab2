/** Tools on the picture in English; part of the catalogue in en.ts. */
export const toolsEn = {
  title: "Tools",
  /** What each is called, and what it does: its tooltip. */
  names: {
    probe: "Probe",
    select: "Select",
    pan: "Move the picture",
    line: "Line",
    rectangle: "Rectangle",
    ellipse: "Ellipse",
    polygon: "Polygon",
    mask: "Mask",
    track: "Track",
    calibrate: "Calibrate",
    origin: "Axes",
  },
  notes: {
    probe: "Click to pin a probe, drag to move the picture",
    select: "Select, move and reshape marks",
    pan: "Drag to move the picture",
    line: "Draw a line: profiles along it, flux through it",
    rectangle: "Draw a rectangle to measure in",
    ellipse: "Draw an ellipse to measure in",
    polygon: "Draw a polygon to measure in",
    mask: "Paint what counts nowhere: reflections, walls",
    track: "Click a point to follow it through the movie",
    calibrate: "Draw a line over something whose length is known",
    origin: "Lay the axes: where they begin, and where x points",
  },
  /** What to do with the tool in force, in the line at the bottom. */
  hints: {
    probe: "Click pins a probe, drag moves the picture, the wheel zooms",
    select: "Click a mark, drag it or its handles; arrow keys move it, Del deletes it. Esc leaves the tool",
    pan: "Drag to move the picture. Esc leaves the tool",
    line: "Drag for a straight line, or click corners; Enter ends it, Esc drops it",
    rectangle:
      "Drag from corner to corner, with Shift for a square; Enter lays one in the middle. Esc leaves the tool",
    ellipse:
      "Drag from corner to corner, with Shift for a circle; Enter lays one in the middle. Esc leaves the tool",
    polygon: "Click corners; Enter closes it, Backspace takes the last one back, Esc drops it",
    mask: "Paint over what is not to count; Alt erases, [ and ] change the brush. Esc leaves the tool",
    track:
      "Click a point to follow; at another frame, a click sets the selected track right. Esc leaves the tool",
    calibrate: "Draw over something of known length, then say how long it is. Esc leaves the tool",
    origin: "Click where the axes begin, and drag along x to turn them. Esc leaves the tool",
  },
  /** Of the place to draw, for screen readers. */
  surface: (tool: string) => `Drawing on the picture: ${tool}`,
  surfaceKeys:
    "Enter begins a mark in the middle of what is seen. Arrow keys move it by a pixel, with Shift by ten; with Alt they reshape it. Page Down goes to its next point.",
  options: "Mask",
  brush: "Brush",
  brushNote: "Diameter of the brush in pixels ([ and ])",
  erase: "Erase",
  eraseNote: "Take away from the mask (Alt while painting)",
  clearMask: "Clear",
  clearMaskNote: "Let everything count again",
  marks: "Marks",
  marksNote: "Show marks and mask, also in copies and exports",

  /** Said to screen readers when something was done. */
  said: {
    placed: (name: string, where: string) => `${name} placed: ${where}`,
    changed: (name: string, where: string) => `${name}: ${where}`,
    selected: (name: string, where: string) => `${name} selected: ${where}`,
    nothingSelected: "No mark selected",
    noMark: "There is no mark",
    deleted: (name: string) => `${name} deleted; undo brings it back`,
    point: (number: number, count: number) => `Point ${number} of ${count}`,
    dropped: "Dropped",
    corner: (count: number) => (count === 1 ? "1 corner" : `${count} corners`),
    tooMany: "There are as many marks of this kind as there can be.",
    maskFull: "The mask has as many pieces as it can have.",
    painted: (percent: string) => `The mask covers ${percent} % of the picture`,
    brushAt: (x: string, y: string) => `Brush at ${x}, ${y}`,
    brushSize: (size: number) => `Brush of ${size} pixels`,
    axes: (x: string, y: string, degrees: string) => `Axes from ${x}, ${y}, turned by ${degrees}°`,
    scaleLine: (pixels: string) => `Line of ${pixels} pixels; Enter says how long it is`,
  },
  /** Where marks lie, in pixels. */
  where: {
    rectangle: (x: string, y: string, width: string, height: string) => `${width} × ${height} at ${x}, ${y}`,
    ellipse: (x: string, y: string, width: string, height: string) =>
      `${width} × ${height} around ${x}, ${y}`,
    polygon: (corners: number, x: string, y: string) => `${corners} corners, from ${x}, ${y}`,
    line: (x: string, y: string, endX: string, endY: string) => `from ${x}, ${y} to ${endX}, ${endY}`,
    track: (x: string, y: string, frame: number) => `${x}, ${y} at frame ${frame}`,
  },

  calibrate: {
    title: "How long is this line?",
    field: "Length",
    note: (pixels: string) =>
      `The line is ${pixels} pixels long. Say its length with a unit: 0.5 mm, 20 µm, 1.2 m.`,
    notUnderstood: (text: string) => `“${text}” is no length with a unit, such as 0.5 mm.`,
    empty: "Type the length of the line with a unit, such as 0.5 mm.",
    set: "Calibrate",
    done: (size: string) => `A pixel is ${size} high`,
  },
};

/** Commands of the tools. */
export const toolCommandsEn = {
  "tool-probe": "Tool: probe",
  "tool-select": "Tool: select and move marks",
  "tool-pan": "Tool: move the picture",
  "tool-line": "Tool: line",
  "tool-rectangle": "Tool: rectangle",
  "tool-ellipse": "Tool: ellipse",
  "tool-polygon": "Tool: polygon",
  "tool-mask": "Tool: mask",
  "tool-track": "Tool: track a point",
  "tool-calibrate": "Tool: calibrate by a known length",
  "tool-origin": "Tool: origin and axes",
  "delete-mark": "Delete the selected mark",
  "duplicate-mark": "Duplicate the selected mark",
  "toggle-marks": "Marks on the picture",
};

/** Other words by which they are found. */
export const toolKeywordsEn = {
  "tool-probe": "navigate default arrow pin",
  "tool-select": "edit reshape handles pointer arrow",
  "tool-pan": "hand scroll drag",
  "tool-line": "profile flux polyline kymograph draw ruler",
  "tool-rectangle": "region roi area draw box",
  "tool-ellipse": "region roi area draw circle",
  "tool-polygon": "region roi area draw freehand",
  "tool-mask": "exclude brush paint erase boundary reflection",
  "tool-track": "follow particle trajectory point",
  "tool-calibrate": "scale units millimetres micrometres ruler length pixel size",
  "tool-origin": "axes coordinate system zero turn rotate",
  "delete-mark": "remove region line track",
  "duplicate-mark": "copy region line track",
  "toggle-marks": "show hide regions lines mask",
};

/** The shape of these parts of the catalogue. */
export type ToolsTexts = typeof toolsEn;
export type ToolCommandsTexts = typeof toolCommandsEn;
export type ToolKeywordsTexts = typeof toolKeywordsEn;
