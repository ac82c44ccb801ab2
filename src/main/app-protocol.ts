import { readFile } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";
import { protocol } from "electron";

/** The page and everything it loads come from here; there is no other origin in the app. */
export const APP_ORIGIN = "app://kinoflow";

const MIME_TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
};

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** Has to be called before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: "app", privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the built page from `root`, and nothing else. */
export function serveApp(root: string): void {
  protocol.handle("app", async (request) => {
    const url = new URL(request.url);
    const path = fileWithin(root, url.pathname);
    if (url.host !== "kinoflow" || path === null) return new Response("Not found", { status: 404 });
    try {
      const body = await readFile(path);
      return new Response(new Uint8Array(body), {
        headers: {
          "Content-Type": MIME_TYPES[extname(path)] ?? "application/octet-stream",
          "Content-Security-Policy": CONTENT_SECURITY_POLICY,
          "X-Content-Type-Options": "nosniff",
        },
      });
    } catch {
      return new Response("Not found", { status: 404 });
    }
  });
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
