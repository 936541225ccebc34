import { dirname } from "node:path";
import { Generator, getConfig } from "@tanstack/router-generator";

// The route tree is not committed: this writes it from src/routes, so that the typecheck needs no build before it.
const root = dirname(import.meta.dirname);
await new Generator({ config: getConfig({}, root), root }).run();
