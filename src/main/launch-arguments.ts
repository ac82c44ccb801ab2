import { resolve } from "node:path";

/**
 * The movies that a command line names: what is no switch. Electron's own path to the app, which stands first
 * while developing, is none of them.
 */
export function moviesOf(
  argv: readonly string[],
  workingFolder: string,
  isPackaged: boolean,
): readonly string[] {
  const own = isPackaged ? 1 : 2;
  // Chromium puts switches of its own before and between ours, so ours are told apart by form alone.
  const plain = argv.filter((argument, k) => k > 0 && !argument.startsWith("-"));
  return plain.slice(own - 1).map((argument) => resolve(workingFolder, argument));
}
