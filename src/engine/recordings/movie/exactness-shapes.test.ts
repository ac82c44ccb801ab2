import { NAMES } from "../../testing/zoo/containers";
import { SHAPES } from "../../testing/zoo/shapes";
import { describeExactness } from "../../testing/zoo-exactness";

describeExactness("shapes and colours", SHAPES, () => "brief");
describeExactness("names", NAMES, () => "brief");
