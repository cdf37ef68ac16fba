import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { Markdown } from "./Markdown";

afterEach(cleanup);

test("what a spoiler hides is followed only once it is seen", () => {
  const { container } = render(<Markdown text="||[sweets](https://elsewhere.example)||" />);
  expect(container.querySelector("a")?.closest("[inert]")).not.toBeNull();
  fireEvent.click(screen.getByRole("button"));
  expect(screen.getByRole("link", { name: "sweets" }).closest("[inert]")).toBeNull();
});
