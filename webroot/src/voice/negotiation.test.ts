import { expect, test } from "vitest";
import { isPolite, nameOf, numberOf, onOffer } from "./negotiation";

const seen = {
  name: "1.a",
  current: "1.a" as string | null,
  offering: false,
  unanswered: false,
  polite: true,
  answered: false,
};

test("of two exactly one is polite, and both know who", () => {
  expect(isPolite("a", "b")).toBe(false);
  expect(isPolite("b", "a")).toBe(true);
});

test("a newcomer's offer makes a peer connection; one that came twice is answered as before", () => {
  expect(onOffer({ ...seen, current: null })).toBe("replace");
  expect(onOffer({ ...seen, answered: true })).toBe("repeat");
});

test("an offer of a newer incarnation takes the place of what was connected, also while we restart it", () => {
  for (const polite of [true, false]) {
    expect(onOffer({ ...seen, name: "2.b", polite })).toBe("replace");
    expect(onOffer({ ...seen, name: "2.b", polite, offering: true })).toBe("replace");
  }
});

test("of two offers at once one is taken and the other is not, whether of one incarnation or of two", () => {
  for (const name of ["1.a", "2.b"]) {
    const both = [true, false].map((polite) => onOffer({ ...seen, name, polite, offering: true, unanswered: true }));
    expect(both[1]).toBe("ignore");
    expect(both[0]).toBe(name === "1.a" ? "answer" : "replace");
  }
});

test("both sides count incarnations by their names, whatever the other side calls them", () => {
  expect(numberOf(nameOf(3, "abc"), 0)).toBe(3);
  expect(numberOf("legacy", 4)).toBe(5);
  expect(numberOf("-1.x", 4)).toBe(5);
  expect(numberOf("99999999.x", 4)).toBe(5);
});
