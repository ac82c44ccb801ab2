import { CONTAINERS } from "../../testing/zoo/containers";
import { TIMES } from "../../testing/zoo/times";
import { describeExactness } from "../../testing/zoo-exactness";

describeExactness("times", TIMES, () => "thorough");
describeExactness("containers", CONTAINERS, () => "thorough");
