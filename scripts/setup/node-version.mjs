import { SetupError } from "./report.mjs";

const OLDEST = [20, 19];

/** Asked before any module is loaded that an older Node could not even evaluate. */
export function checkNodeVersion(version = process.versions.node) {
  const [major, minor] = version.split(".").map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  throw new SetupError(
    `This is Node ${version}; Kinoflow needs ${OLDEST.join(".")} or newer (https://nodejs.org).`,
  );
}
