import { RegionTables } from "../lib/region-table";

/** What was counted of regions over the movie. Outside the stores: what draws it reads it as it is. */
export const regionTables = new RegionTables();
