// Starts killable-process.ts with compiled code kept between starts: they are many.
import { enableCompileCache } from "node:module";

enableCompileCache();
await import("./killable-process.ts");
