import { beforeEach, expect, test } from "vitest";
import { store, stored, storedFields, storedJson, storedTexts } from "./storage";

beforeEach(() => localStorage.clear());

test("what is kept is there again, and gone when nothing is kept in its place", () => {
  store("a", JSON.stringify({ b: [1] }));
  expect(storedJson("a")).toEqual({ b: [1] });
  store("a", null);
  expect(stored("a")).toBeNull();
  expect(storedJson("a")).toBeUndefined();
});

test("nonsense is as good as nothing", () => {
  for (const nonsense of ["", "{", "null", "7"]) {
    store("a", nonsense);
    expect(storedFields("a")).toEqual({});
    expect(storedTexts("a")).toEqual([]);
  }
  store("a", JSON.stringify(["x", 1, null, "y"]));
  expect(storedTexts("a")).toEqual(["x", "y"]);
});
