import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generatedPages } from "./docs/pages.ts";

const root = join(import.meta.dirname, "..");
const folder = join(root, "docs/generated");
mkdirSync(folder, { recursive: true });
for (const [name, text] of Object.entries(await generatedPages(root))) {
  writeFileSync(join(folder, name), text);
  console.log(`docs/generated/${name}`);
}
