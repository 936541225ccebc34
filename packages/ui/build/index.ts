export { chunks, splitAllButFirst, treeshake } from "./chunks.ts";
export { pdfData } from "./pdf-data.ts";
export { precompress } from "./precompress.ts";
