import { keepCompiled } from "./runtime/compile-cache.ts";

keepCompiled();
await import("./runtime/process.ts");
