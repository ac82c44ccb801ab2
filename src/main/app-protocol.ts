import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { protocol } from "electron";
import { APP_HOST, fileWithin } from "./trust";

const MIME_TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
};

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  // The canvas's kernels are WebAssembly.
  "script-src 'self' 'wasm-unsafe-eval'",
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
    if (url.host !== APP_HOST || path === null) return new Response("Not found", { status: 404 });
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
