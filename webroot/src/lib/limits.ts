/** Characters of a message. An operator may allow fewer: the node then says so when one is sent. */
export const CONTENT_MAX = 4000;
/** How loud somebody can be made; 1 is as they come. */
export const VOLUME_MAX = 2;
