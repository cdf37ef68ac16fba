/** Whether things should stay still: by the reader's setting or their system's, as the root of the page bears it. */
export const staysStill = (): boolean => document.documentElement.dataset.motion === "reduced";
