/** Characters of a message. An operator may allow fewer: the node then says so when one is sent. */
export const CONTENT_MAX = 4000;
