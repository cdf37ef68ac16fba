import { useT } from "../../i18n/t";
import type { ChatMessage } from "../../state/history";

/** The server makes five at most; of what else may come once no more are shown. */
const SHOWN_MAX = 5;
const WEB = /^https?:\/\//i;

/**
 * What the pages that a message links to say of themselves. Text alone: a picture from there would tell the page who
 * reads this, and when. A page may call itself as it likes, so its host stands beside that.
 */
export const LinkPreviews = ({ embeds }: { embeds: ChatMessage["embeds"] }) => {
  const t = useT();
  const shown = embeds.filter(({ type, url }) => type === "link" && WEB.test(url) && hostOf(url)).slice(0, SHOWN_MAX);
  if (shown.length === 0) return null;
  return (
    <ul aria-label={t("messages.previews")} className="flex max-w-lg flex-col gap-1 pt-1 pb-0.5">
      {shown.map(({ url, title, description, siteName }) => (
        <li key={url} className="flex flex-col gap-0.5 rounded border-edge border-l-4 bg-raised px-3 py-2">
          <span className="truncate text-xs text-muted">
            <bdi>{siteName}</bdi>
            {siteName !== hostOf(url) && <span className="text-faint"> · {hostOf(url)}</span>}
          </span>
          <a
            href={url}
            target="_blank"
            rel="noopener noreferrer nofollow"
            dir="auto"
            className="line-clamp-2 rounded-sm font-semibold text-accent-text text-sm wrap-anywhere hover:underline"
          >
            {title}
          </a>
          {description && (
            <p dir="auto" className="line-clamp-3 text-sm text-muted wrap-anywhere">
              {description}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
};

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : "");
