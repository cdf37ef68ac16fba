import { useEffect, useState } from "react";
import type { Reading } from "../../realtime/meter";
import { type Quality, qualityOf } from "../../realtime/quality";
import { useLink } from "../../state/link";
import { client } from "../../state/realtime";

export interface Measured extends Reading {
  quality: Quality;
  /** The node that the connection is at, where that is known. */
  node: string | null;
}

const SECOND_MS = 1000;

/** What is measured of the connection, anew each second. Looked at closely, it is also measured more often. */
export const useReading = (closely: boolean): Measured => {
  const link = useLink((state) => state.link);
  const [reading, setReading] = useState(() => client.meter.read());
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") setReading(client.meter.read());
    }, SECOND_MS);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    client.closely(closely);
    return () => client.closely(false);
  }, [closely]);
  const live = link.kind === "live";
  return { ...reading, quality: qualityOf({ ...reading, live }), node: live && link.node !== "" ? link.node : null };
};
