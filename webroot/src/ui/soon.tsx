import { type ComponentType, lazy, type ReactNode, Suspense } from "react";

/** A component whose code is fetched when it is first drawn; until then `waiting` stands in its place. */
export const soon = <Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  waiting: ReactNode = null,
): ComponentType<Props> => {
  const Late = lazy(async () => ({ default: await load() }));
  return (props) => (
    <Suspense fallback={waiting}>
      <Late {...props} />
    </Suspense>
  );
};
