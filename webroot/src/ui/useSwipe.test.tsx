import { fireEvent, render } from "@testing-library/react";
import { expect, test } from "vitest";
import { useSwipe } from "./useSwipe";

const Page = ({ onSwipe }: { onSwipe: (to: string) => void }) => {
  useSwipe(onSwipe);
  return (
    <>
      <p>page</p>
      <input aria-label="field" />
      <div role="dialog">dialog</div>
      <div role="dialog" data-drawer="left">
        drawer
      </div>
    </>
  );
};

const swipe = (element: Element, from: [number, number], to: [number, number]) => {
  const touch = ([clientX, clientY]: [number, number]) => [{ identifier: 0, target: element, clientX, clientY }];
  fireEvent.touchStart(element, { touches: touch(from), changedTouches: touch(from) });
  fireEvent.touchEnd(element, { touches: [], changedTouches: touch(to) });
};

test("a finger across the page is a swipe; one that scrolls, writes, or means a dialog is none", () => {
  const swipes: string[] = [];
  const { getByText, getByLabelText } = render(<Page onSwipe={(to) => swipes.push(to)} />);
  swipe(getByText("page"), [100, 100], [220, 110]);
  swipe(getByText("drawer"), [220, 100], [100, 110]);
  expect(swipes).toEqual(["right", "left"]);
  swipe(getByText("page"), [100, 100], [130, 100]);
  swipe(getByText("page"), [100, 100], [200, 260]);
  swipe(getByText("page"), [5, 100], [200, 100]);
  swipe(getByLabelText("field"), [100, 100], [220, 100]);
  swipe(getByText("dialog"), [100, 100], [220, 100]);
  expect(swipes).toHaveLength(2);
});
