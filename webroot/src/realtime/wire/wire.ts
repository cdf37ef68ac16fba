import type { ClientFrame, ServerFrame } from "../frames";

/** What is said over a kind of socket: the client's frames as texts, and the texts heard as frames. */
export interface Wire {
  path: string;
  /** Throws for what is no frame. */
  decode(text: string): ServerFrame[];
  /** None when this kind of socket has no words for it. */
  encode(frame: ClientFrame): string[];
}
