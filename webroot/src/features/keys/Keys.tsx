import { Fragment } from "react";
import { type Chord, keysOf } from "../../lib/chords";
import { isMac } from "../../state/keys";

/** Any of several presses, beside each other. */
export const AnyKeys = ({ chords }: { chords: ReadonlyArray<Chord> }) =>
  chords.map((chord, index) => (
    <span key={chord} className="inline-flex items-center gap-2">
      {index > 0 && <span className="text-xs text-faint">/</span>}
      <Keys chord={chord} />
    </span>
  ));

/** Keys pressed together, as they look on a keyboard. */
export const Keys = ({ chord }: { chord: Chord }) => (
  <span className="inline-flex items-center gap-1 whitespace-nowrap">
    {keysOf(chord, isMac).map((key, index) => (
      <Fragment key={key}>
        {index > 0 && <span className="sr-only">+</span>}
        <kbd
          className="inline-flex h-6 min-w-6 items-center justify-center rounded-md border border-line bg-raised px-1.5
            font-sans text-xs font-semibold text-strong"
        >
          {key}
        </kbd>
      </Fragment>
    ))}
  </span>
);
