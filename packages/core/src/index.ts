export * from "./access/index.ts";
export * from "./decision/index.ts";
export * from "./lifecycle/index.ts";
export * from "./money/index.ts";
export * from "./policy/index.ts";
export * from "./text/index.ts";
export * from "./time/index.ts";
