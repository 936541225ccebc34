export * from "./postgres/index.ts";
export * from "./stripe/index.ts";
