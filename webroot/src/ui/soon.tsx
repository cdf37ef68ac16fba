import { type ComponentType, lazy, type ReactNode, Suspense, useState } from "react";

/** A component whose code is fetched when it is first drawn, or `ahead` of that. */
export type Soon<Props> = ComponentType<Props> & {
  /** Fetches its code now. What cannot be fetched is fetched again when it is drawn. */
  ahead(): void;
};

/** A component whose code is fetched when it is first drawn; until then `waiting` stands in its place. */
export const soon = <Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  waiting: ReactNode = null,
): Soon<Props> => {
  let here: ComponentType<Props> | undefined;
  const fetched = async (): Promise<{ default: ComponentType<Props> }> => {
    here ??= await load();
    return { default: here };
  };
  const Drawn = (props: Props) => {
    // React lets what it once waited for wait on, a third of a second and more: not for what is here. What could not
    // be fetched is fetched again when it is drawn again.
    const [Piece] = useState<{ of: ComponentType<Props> }>(() => ({ of: here ?? lazy(fetched) }));
    return (
      <Suspense fallback={waiting}>
        <Piece.of {...props} />
      </Suspense>
    );
  };
  return Object.assign(Drawn, { ahead: () => void fetched().catch(() => undefined) });
};
