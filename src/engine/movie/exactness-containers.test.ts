import { CONTAINERS, TIMES } from "../testing/zoo";
import { describeExactness } from "../testing/zoo-exactness";

describeExactness("times", TIMES, () => "thorough");
describeExactness("containers", CONTAINERS, () => "thorough");
