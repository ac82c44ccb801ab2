const PATHS = {
  first: "M4 3v10M13 3.5 6.5 8l6.5 4.5z",
  previous: "M11.5 3.5 5 8l6.5 4.5z",
  play: "M4.5 2.8v10.4L13 8z",
  pause: "M4.5 3v10M11.5 3v10",
  next: "M4.5 3.5 11 8l-6.5 4.5z",
  last: "M12 3v10M3 3.5 9.5 8 3 12.5z",
  close: "M3.5 3.5l9 9M12.5 3.5l-9 9",
  warning: "M8 2.2 14.4 13.3H1.6zM8 6.3v3.4M8 11.4v.3",
  info: "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM8 7.2v4M8 4.7V5",
  inspector: "M2 3h12v10H2zM10 3v10",
  undo: "M5.5 2.5 2.5 5.5l3 3M2.5 5.5h7a4 4 0 0 1 0 8H6",
  redo: "M10.5 2.5l3 3-3 3M13.5 5.5h-7a4 4 0 0 0 0 8H10",
  overwrite: "M3 2.5h8l2.5 2.5v8.5H3zM5.5 2.5V6h5V2.5M5.5 13.5v-4h5v4",
  rename: "M3 13l.6-2.8 7.2-7.2 2.2 2.2-7.2 7.2zM9.2 4.6l2.2 2.2",
  graph: "M1.8 12.5 5 7l3 3.4L11.4 3l2.8 5.5",
  loop: "M4.2 4.2h6a3.3 3.3 0 0 1 3.3 3.3v.6M11.8 11.8h-6a3.3 3.3 0 0 1-3.3-3.3v-.6M6.2 2 4 4.2l2.2 2.2M9.8 9.6l2.2 2.2-2.2 2.2",
  plus: "M8 3.5v9M3.5 8h9",
  minus: "M3.5 8h9",
  whole: "M2.5 3v10M13.5 3v10M5 8h6M6.5 6 4.5 8l2 2M9.5 6l2 2-2 2",
  previousCut: "M4 3v10M12 4.5 8.5 8l3.5 3.5",
  nextCut: "M12 3v10M4 4.5 7.5 8 4 11.5",
  previousPeak: "M6 13l4-9 4 9M4.5 5 2 8l2.5 3",
  nextPeak: "M2 13l4-9 4 9M11.5 5 14 8l-2.5 3",
  fastest: "M2.5 13.5 8 6l5.5 7.5M8 1.5v2M4.2 2.8l1.1 1.5M11.8 2.8l-1.1 1.5",
  wholeScreen: "M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10",
  arrows: "M2.5 13.5 13 3M13 3H7.2M13 3v5.8",
  streamlines: "M1.8 6c4-4.4 8.4 4.4 12.4 0M1.8 11c4-4.4 8.4 4.4 12.4 0",
  legend: "M2.5 2.8h3v10.4h-3zM8 3.5h5.5M8 8h5.5M8 12.5h5.5",
  sound: "M2.5 6v4H5l3.5 3V3L5 6zM10.8 6a3 3 0 0 1 0 4M12.6 4.2a5.5 5.5 0 0 1 0 7.6",
  silent: "M2.5 6v4H5l3.5 3V3L5 6zM11 6l3.5 4M14.5 6 11 10",
  copy: "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
  eye: "M1.6 8C4 4.4 6 3.2 8 3.2S12 4.4 14.4 8C12 11.6 10 12.8 8 12.8S4 11.6 1.6 8zM8 6a2 2 0 1 0 0 4 2 2 0 0 0 0-4z",
  eyeClosed: "M1.6 8C4 4.4 6 3.2 8 3.2S12 4.4 14.4 8C12 11.6 10 12.8 8 12.8S4 11.6 1.6 8zM3 13.5 13 2.5",
  film: "M2 3h12v10H2zM5 3v10M11 3v10M2 6.3h3M2 9.7h3M11 6.3h3M11 9.7h3",
  probe: "M8 1.8v3.4M8 10.8v3.4M1.8 8h3.4M10.8 8h3.4M8 7.7v.6",
  select: "M4 2.2 12.5 8.6 8.6 9.2 10.8 13.4 9.1 14.2 7 10 4 12.6z",
  hand: "M5 8.2V4.3a1 1 0 0 1 2 0v3V2.8a1 1 0 0 1 2 0v4.5V3.6a1 1 0 0 1 2 0v4V5.4a1 1 0 0 1 2 0v4.3c0 2.8-1.8 4.5-4.3 4.5-2.2 0-3.2-.9-4.4-2.8L2.6 9.2c-.6-1 .6-1.9 1.4-1.2z",
  line: "M3.2 12.8 12.8 3.2M3.2 12.8v.1M2 14h2.4v-2.4H2zM11.6 4.4H14V2h-2.4z",
  rectangle: "M2.2 3.8h11.6v8.4H2.2z",
  ellipse: "M8 3.4c3.3 0 6 2 6 4.6s-2.7 4.6-6 4.6-6-2-6-4.6 2.7-4.6 6-4.6z",
  polygon: "M7 2.2 13.8 6 11.4 13.4 3.4 12.2 2.2 6.4z",
  mask: "M9.8 2.2l4 4-6.2 6.2H4.4l-2.2-2.2zM6 6l4 4M2.6 13.8h11",
  track: "M2 13.2c1-4.6 3.4-1.4 5-4.6M7 8.6l.1-.1M9.2 4.9a2 2 0 1 0 4 0 2 2 0 1 0-4 0M11.2 4.9v.1",
  calibrate: "M1.8 8h12.4M1.8 5v6M14.2 5v6M4.9 8V6.4M8 8V5.8M11.1 8V6.4",
  origin: "M4 12.2V2.4M4 12.2h9.8M2 4.6l2-2.4 2 2.4M11.6 10.2l2.4 2-2.4 2",
  marks:
    "M1.6 8C3.6 4.6 5.9 3.4 8 3.4S12.4 4.6 14.4 8c-2 3.4-4.3 4.6-6.4 4.6S3.6 11.4 1.6 8zM6.1 8a1.9 1.9 0 1 0 3.8 0 1.9 1.9 0 1 0-3.8 0",
} as const;

export type IconName = keyof typeof PATHS;

const FILLED: ReadonlySet<IconName> = new Set(["first", "previous", "play", "next", "last"]);

/** A small drawing in the colour of the text around it. It says nothing to screen readers: name its button. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path
        d={PATHS[name]}
        fill={FILLED.has(name) ? "currentColor" : "none"}
        stroke="currentColor"
        strokeWidth={name === "pause" ? 2.6 : 1.3}
        strokeLinejoin="round"
        strokeLinecap={name === "pause" ? "butt" : "round"}
      />
    </svg>
  );
}
