import { Fragment, type ReactNode, useEffect, useMemo, useRef } from "react";
import { useT } from "../i18n/t";
import { Button, IconButton } from "./Button";
import { Icon, type IconName } from "./Icon";
import { UnsavedContext } from "./unsaved";
import { useEscape } from "./useEscape";
import { useMedia } from "./useLater";

export interface SettingsPage {
  id: string;
  label: string;
  icon?: IconName;
  /** The heading that it stands under in the list, as its neighbours with the same one do. */
  group?: string;
  content: () => ReactNode;
}

interface SettingsFrameProps {
  title: string;
  pages: SettingsPage[];
  /** The page that is open; `null`: the first, or in a narrow window the list alone. */
  page: string | null;
  onPage: (id: string | null) => void;
  onClose: () => void;
  /** Stands below the list: what is no page, such as signing out or deleting. */
  footer?: ReactNode;
}

/** Settings over the whole window: a list of pages beside the open one, in a narrow window one of the two. */
export const SettingsFrame = ({ title, pages, page, onPage, onClose, footer }: SettingsFrameProps) => {
  const t = useT();
  const beside = useMedia("(min-width: 56.25rem)");
  const holds = useRef(new Set<() => void>());
  const unsaved = useMemo(
    () => ({
      hold: (onLeave: () => void) => {
        holds.current.add(onLeave);
        return () => holds.current.delete(onLeave);
      },
      leave: (go: () => void) => {
        if (holds.current.size === 0) go();
        else for (const onLeave of holds.current) onLeave();
      },
    }),
    [],
  );
  const leaving = unsaved.leave;
  const open = pages.find((one) => one.id === page) ?? (beside ? pages[0] : undefined);
  const heading = useRef<HTMLHeadingElement>(null);
  const openId = open?.id;
  // Whoever reads the page by ear, or goes by keys, is taken to it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: for each page
  useEffect(() => heading.current?.focus(), [openId]);
  useEscape(() => leaving(onClose));

  const list = (
    <nav aria-label={title} className="flex min-h-0 flex-col gap-0.5 overflow-y-auto p-3 tablet:py-12">
      {pages.map((one, index) => (
        <Fragment key={one.id}>
          {one.group && one.group !== pages[index - 1]?.group && (
            <h2 className="px-2.5 pt-3 pb-1 text-xs font-semibold text-muted first:pt-0">{one.group}</h2>
          )}
          <button
            type="button"
            aria-current={open?.id === one.id ? "page" : undefined}
            onClick={() => leaving(() => onPage(one.id))}
            className="tap flex min-h-9 w-full items-center gap-2.5 rounded-lg px-2.5 py-1.5 text-left text-sm
              font-medium text-text hover:bg-hover aria-[current=page]:bg-active aria-[current=page]:text-strong"
          >
            {one.icon && <Icon name={one.icon} size={18} />}
            <span className="min-w-0 flex-1 truncate">{one.label}</span>
            {!beside && <Icon name="chevronRight" size={18} />}
          </button>
        </Fragment>
      ))}
      {footer && <div className="mt-3 border-line border-t pt-3">{footer}</div>}
    </nav>
  );
  return (
    <UnsavedContext.Provider value={unsaved}>
      <div className="flex h-dvh flex-col overflow-hidden bg-main safe-top">
        <header className="flex h-12 shrink-0 items-center gap-2 border-line border-b bg-side px-3">
          {!beside && open ? (
            <IconButton
              icon="arrowLeft"
              label={t("settings.back")}
              tip="none"
              onClick={() => leaving(() => onPage(null))}
            />
          ) : null}
          <p className="min-w-0 flex-1 truncate px-1 font-semibold text-strong">{title}</p>
          <Button look="quiet" size="small" onClick={() => leaving(onClose)}>
            {t("settings.close")}
            <kbd className="pointer-coarse:hidden font-sans text-xs text-muted">Esc</kbd>
          </Button>
        </header>
        <div className="flex min-h-0 flex-1">
          {(beside || !open) && (
            <div className={beside ? "w-66 shrink-0 overflow-y-auto bg-side pl-4" : "flex-1 overflow-y-auto"}>
              {list}
            </div>
          )}
          {open && (
            <main className="relative min-w-0 flex-1 overflow-y-auto">
              <div className="mx-auto w-full max-w-185 px-4 pt-6 pb-16 tablet:px-10 tablet:pt-12 safe-bottom">
                <h1 ref={heading} tabIndex={-1} className="mb-5 text-xl font-bold text-strong outline-none">
                  {open.label}
                </h1>
                <Fragment key={open.id}>{open.content()}</Fragment>
              </div>
            </main>
          )}
        </div>
      </div>
    </UnsavedContext.Provider>
  );
};
