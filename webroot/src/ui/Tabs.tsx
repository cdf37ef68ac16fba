import * as Ariakit from "@ariakit/react";
import type { ReactNode } from "react";

interface TabsProps<Name extends string> {
  label: string;
  tabs: ReadonlyArray<{ id: Name; label: ReactNode }>;
  chosen: Name;
  onChoose: (name: Name) => void;
  /** What is in the chosen one. */
  children: ReactNode;
}

/** A few pages of one thing, one of them shown; arrows go from one to the other. */
export const Tabs = <Name extends string>({ label, tabs, chosen, onChoose, children }: TabsProps<Name>) => (
  <Ariakit.TabProvider selectedId={chosen} setSelectedId={(id) => id && onChoose(id as Name)}>
    <Ariakit.TabList aria-label={label} className="flex shrink-0 gap-1 border-line border-b px-3 py-2">
      {tabs.map((tab) => (
        <Ariakit.Tab
          key={tab.id}
          id={tab.id}
          className="tap rounded-md px-3 py-1 text-sm font-semibold text-muted hover:bg-hover hover:text-strong
            aria-selected:bg-active aria-selected:text-strong"
        >
          {tab.label}
        </Ariakit.Tab>
      ))}
    </Ariakit.TabList>
    <Ariakit.TabPanel tabId={chosen} className="flex min-h-0 flex-1 flex-col -outline-offset-2">
      {children}
    </Ariakit.TabPanel>
  </Ariakit.TabProvider>
);
