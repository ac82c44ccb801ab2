/** Frame rates, capture rates and orders of pictures, in English; part of the catalogue in en.ts. */
export const ratesEn = {
  frameRate: "Frame rate",
  frameRateTitle: "Frames per second; this recording has no times of its own",
  captureRate: "Capture rate",
  captureRateTitle:
    "Frames per second of the camera, where the recording plays at another rate: all times are scaled by it",
  order: "Order",
  orderTitle: "What of their names puts the pictures in order",
  /** A choice of an order, by its first picture. */
  orders: {
    numbers: (first: string) => `Numbers, from ${first}`,
    times: (first: string) => `Clock times, from ${first}`,
    pairs: "Pairs",
    alphabetical: (first: string) => `Alphabetical, from ${first}`,
  },
  openFolderTitle: "Open a folder of pictures",
};

/** Other words for the controls. */
export const rateControlWordsEn = {
  "frame-rate": "fps frames per second speed time",
  "capture-rate": "fps camera high speed slow motion time scale",
  "picture-order": "numbers names sort sequence pairs clock",
};
