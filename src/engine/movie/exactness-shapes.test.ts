import { NAMES, SHAPES } from "../testing/zoo";
import { describeExactness } from "../testing/zoo-exactness";

describeExactness("shapes and colours", SHAPES, () => "brief");
describeExactness("names", NAMES, () => "brief");
