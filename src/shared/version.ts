import { version } from "../../package.json";

/** Kinoflow's own version. */
export const KINOFLOW_VERSION: string = version;
