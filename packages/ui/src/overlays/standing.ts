import type { RefObject } from "react";

const NOWHERE = { getBoundingClientRect: () => new DOMRect() };

/** An element as that at which something floats: in the corner, should it be gone meanwhile. */
export const standing = (element: RefObject<HTMLElement | null>) => ({
  get current() {
    return element.current ?? NOWHERE;
  },
});
