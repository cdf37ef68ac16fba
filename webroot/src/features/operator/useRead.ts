import { useCallback, useEffect, useRef, useState } from "react";
import { explain } from "../../state/explain";

export interface Reading<T> {
  /** `null` until it was read. */
  value: T | null;
  /** Why the last try failed, in a sentence. */
  error: string | null;
  again: () => void;
  /** Something changed it here. */
  put: (value: T) => void;
}

/** Something of the server's that is looked at here alone, and so in no store. `read` stays the same function. */
export const useRead = <T>(read: () => Promise<T>): Reading<T> => {
  const [value, put] = useState<T | null>(null);
  const [error, setError] = useState<string | null>(null);
  const round = useRef(0);
  const again = useCallback(() => {
    round.current += 1;
    const mine = round.current;
    read().then(
      (answer) => {
        if (mine !== round.current) return;
        put(answer);
        setError(null);
      },
      (failure: unknown) => {
        if (mine === round.current) setError(explain(failure));
      },
    );
  }, [read]);
  useEffect(() => {
    again();
    return () => {
      round.current += 1;
    };
  }, [again]);
  return { value, error, again, put };
};
