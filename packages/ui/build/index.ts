export { chunks, splitAllButFirst, treeshake } from "./chunks.ts";
export { precompress } from "./precompress.ts";
