export { chunks, splitAllButFirst } from "./chunks.ts";
export { precompress } from "./precompress.ts";
