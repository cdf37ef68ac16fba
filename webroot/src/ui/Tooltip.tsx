import * as Ariakit from "@ariakit/react";
import type { ReactElement, ReactNode } from "react";

interface TooltipProps {
  text: ReactNode;
  placement?: "top" | "right" | "bottom" | "left";
  /** What the tooltip is about; it must take a ref and spread its props. */
  children: ReactElement;
}

/** Fingers do not point: where nothing hovers, a tooltip would only be in the way. */
const hovers = () => matchMedia("(hover: hover)").matches;

/** Says what something is when pointed at or focused. It labels nothing: give the child its own name. */
export const Tooltip = ({ text, placement = "top", children }: TooltipProps) =>
  !hovers() ? (
    children
  ) : (
    <Ariakit.TooltipProvider placement={placement} showTimeout={placement === "right" ? 80 : 350} hideTimeout={0}>
      <Ariakit.TooltipAnchor render={children} />
      <Ariakit.Tooltip
        gutter={8}
        unmountOnHide
        wrapperProps={{ className: "pointer-events-none" }}
        className="pointer-events-none z-50 max-w-60 rounded-md bg-float px-2.5 py-1.5 text-sm font-medium text-strong
        shadow-lg ring-1 ring-line"
      >
        {text}
      </Ariakit.Tooltip>
    </Ariakit.TooltipProvider>
  );
