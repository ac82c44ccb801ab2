import { join, normalize, sep } from "node:path";

/** Where the app's own page comes from; there is no other origin in the app. */
export const APP_PROTOCOL = "app:";
export const APP_HOST = "kinoflow";
export const APP_URL = `${APP_PROTOCOL}//${APP_HOST}/`;

/** What is known of the frame that a message comes from. */
export interface SenderFrame {
  readonly url: string;
  /** Null for a window's main frame. */
  readonly parent: unknown;
}

/**
 * Whether a message comes from the app's own page, in the window's main frame. Protocol and host are compared by
 * themselves: the "origin" of every URL of a scheme that Node does not know is the same "null".
 */
export function isOurPage(frame: SenderFrame | null): boolean {
  if (frame === null || frame.parent !== null || !URL.canParse(frame.url)) return false;
  const { protocol, host } = new URL(frame.url);
  return protocol === APP_PROTOCOL && host === APP_HOST;
}

/** The file that a URL's path names, or null when it leads out of `root`. */
export function fileWithin(root: string, pathname: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  // Decoded first and normalised after: what remains within the root then cannot climb out of it any more.
  const path = normalize(join(root, decoded === "/" ? "index.html" : decoded));
  return path.startsWith(root + sep) && !decoded.includes("\0") ? path : null;
}
