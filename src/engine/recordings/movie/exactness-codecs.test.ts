import { CODECS } from "../../testing/zoo/codecs";
import { describeExactness } from "../../testing/zoo-exactness";

describeExactness("codecs and groups of pictures", CODECS, ({ intraOnly }) =>
  intraOnly ? "brief" : "thorough",
);
