/** True on macOS, where Cmd does what Ctrl does elsewhere. */
export const IS_MAC = typeof navigator !== "undefined" && /mac/i.test(navigator.userAgent);
