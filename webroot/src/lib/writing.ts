/** Whether this is where somebody writes or chooses: keys pressed there are for it. */
export const isForKeys = (target: EventTarget | null): target is HTMLElement =>
  target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null;
