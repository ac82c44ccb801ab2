/** A rectangle in the pixels of the canvas. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * The largest rectangle of the picture's shape in the middle of an area, on whole pixels. `pixelAspect` is
 * the width of one stored pixel divided by its height: a movie may have to be stretched to look right.
 */
export function fitPicture(area: Size, picture: Size, pixelAspect: number): Rectangle {
  const shownWidth = picture.width * pixelAspect;
  if (area.width <= 0 || area.height <= 0 || shownWidth <= 0 || picture.height <= 0) {
    return { x: 0, y: 0, width: 0, height: 0 };
  }
  const scale = Math.min(area.width / shownWidth, area.height / picture.height);
  const width = Math.min(Math.max(Math.round(shownWidth * scale), 1), area.width);
  const height = Math.min(Math.max(Math.round(picture.height * scale), 1), area.height);
  return {
    x: Math.floor((area.width - width) / 2),
    y: Math.floor((area.height - height) / 2),
    width,
    height,
  };
}

/**
 * How many pixels of the movie lie under one pixel of the screen, rounded down: the colour picture needs no
 * more detail than the screen can show, and every pixel that is not sent saves its copy between processes.
 */
export function colourStep(movie: Size, shown: Size): number {
  if (shown.width <= 0 || shown.height <= 0) return 1;
  const step = Math.floor(Math.min(movie.width / shown.width, movie.height / shown.height));
  return Math.min(Math.max(step, 1), 64);
}
