import type { ReactNode } from "react";
import type { Pages } from "../../state/pages";
import { Paged } from "../../ui/Paged";

interface RowsProps<Item> {
  label: string;
  /** Said where there is none. */
  none: string;
  pages: Pages<Item>;
  /** Each is a `li`. */
  row: (item: Item) => ReactNode;
}

/** A list by pages, line under line. */
export const Rows = <Item,>({ label, none, pages, row }: RowsProps<Item>) => (
  <Paged {...pages} onRetry={pages.reload} onMore={pages.more} count={pages.items.length} empty={none}>
    <ul aria-label={label} aria-busy={pages.busy} className="divide-y divide-line">
      {pages.items.map(row)}
    </ul>
  </Paged>
);
