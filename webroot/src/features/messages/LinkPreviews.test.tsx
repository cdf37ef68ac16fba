import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import { LinkPreviews } from "./LinkPreviews";

const embed = {
  type: "link",
  url: "https://example.org/a",
  title: "<b>A page</b>",
  description: "All about it",
  siteName: "Example",
};
const shown = () => screen.queryAllByRole("link").map((link) => link.textContent);

afterEach(cleanup);

describe("previews of links", () => {
  test("title, description, and whose page it is, as text", () => {
    const { container } = render(<LinkPreviews embeds={[embed]} />);
    const link = screen.getByRole("link", { name: "<b>A page</b>" });
    expect(link.getAttribute("href")).toBe("https://example.org/a");
    expect(link.getAttribute("rel")).toBe("noopener noreferrer nofollow");
    expect(link.getAttribute("target")).toBe("_blank");
    expect(container.textContent).toContain("All about it");
    expect(container.textContent).toContain("Example · example.org");
    expect(container.querySelector("img, b, iframe, [style]")).toBeNull();
  });

  test("a page that has no name is called by its host, once", () => {
    const { container } = render(<LinkPreviews embeds={[{ ...embed, siteName: "example.org" }]} />);
    expect(container.textContent?.match(/example\.org/g)).toHaveLength(1);
  });

  test("of what is not known nothing is shown", () => {
    const { container } = render(
      <LinkPreviews
        embeds={[
          { ...embed, type: "video" },
          { ...embed, url: "javascript:alert(1)" },
          { ...embed, url: "https://" },
        ]}
      />,
    );
    expect(container.innerHTML).toBe("");
    render(<LinkPreviews embeds={[]} />);
    expect(shown()).toEqual([]);
  });

  test("five at most", () => {
    render(<LinkPreviews embeds={Array.from({ length: 9 }, (_, i) => ({ ...embed, url: `https://${i}.org/` }))} />);
    expect(shown()).toHaveLength(5);
  });
});
