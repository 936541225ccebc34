import { keepCompiled } from "./runtime/compile-cache.ts";

keepCompiled();
await import("./cli/program.ts");
