import { expect, it } from "vitest";
import { KinoflowError } from "../../../shared/errors";
import { fileOfDrop } from "./dropped";

it("takes the first file, and knows of the others", () => {
  expect(fileOfDrop({ files: ["a.mp4"], types: ["Files"] })).toEqual({ file: "a.mp4", count: 1 });
  expect(fileOfDrop({ files: ["a.mp4", "b.mp4"], types: ["Files", "text/uri-list"] })).toEqual({
    file: "a.mp4",
    count: 2,
  });
});

it("says of everything else what it is", () => {
  const said = (...types: readonly string[]) => {
    const refused = fileOfDrop({ files: [], types });
    return refused instanceof KinoflowError ? refused.said?.name : null;
  };
  expect(said("text/uri-list", "text/html", "text/plain")).toBe("droppedLink");
  expect(said("text/plain", "text/html")).toBe("droppedText");
  expect(said("Files")).toBe("droppedNoFile");
  expect(said()).toBe("droppedNoFile");
});
