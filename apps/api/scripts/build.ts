import { join } from "node:path";
import { bundle } from "./bundle.ts";

// The product as it runs: `dist/main.js` and the operator's `dist/cli.js`.
const api = join(import.meta.dirname, "..");
await bundle({ main: join(api, "src/main.ts"), cli: join(api, "src/cli.ts") }, join(api, "dist"));
