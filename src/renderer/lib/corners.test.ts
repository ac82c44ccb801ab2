import { describe, expect, it } from "vitest";
import { cornersIn, cornersText } from "./corners";

describe("corners", () => {
  it("are read as they are typed, and said the same", () => {
    const corners = [
      [10, 20.5],
      [-3, 4],
      [5, 6],
    ] as const;
    expect(cornersIn("10,20.5; -3 , 4;5 6;")).toEqual(corners);
    expect(cornersText(corners)).toBe("10,20.5; -3,4; 5,6");
    expect(cornersIn(cornersText(corners))).toEqual(corners);
  });

  it.each([
    "",
    "1,2; 3,4",
    "1,2; 3,4; 5",
    "1,2; 3,4; a,b",
    "1,2,3; 4,5; 6,7",
    "1,; 2,3; 4,5",
    "1,2;3,4;1e9,0",
  ])("%s is none", (text) => expect(cornersIn(text)).toBeNull());
});
