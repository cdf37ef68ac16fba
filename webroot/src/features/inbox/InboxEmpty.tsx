import { Icon } from "../../ui/Icon";

/** An inbox with nothing in it. */
export const InboxEmpty = ({ title, hint }: { title: string; hint: string }) => (
  <div role="status" className="flex flex-col items-center px-6 py-12 text-center">
    <span className="mb-3 flex size-14 items-center justify-center rounded-full bg-accent-soft text-accent-text">
      <Icon name="inbox" size={26} />
    </span>
    <p className="font-semibold text-strong">{title}</p>
    <p className="mt-1 text-sm text-balance text-muted">{hint}</p>
  </div>
);
