import { join } from "node:path";
import { HOUSE_RULES } from "./house-rules/rules.ts";
import { projectFiles } from "./house-rules/source-file.ts";

const root = join(import.meta.dirname, "..");
const files = await projectFiles(root);
let errors = 0;
for (const rule of HOUSE_RULES)
  for (const file of files)
    for (const { path, line, message } of rule.check(file)) {
      if (rule.level === "error") errors += 1;
      console.log(`${rule.level} ${path}:${line} [${rule.name}] ${message}`);
    }
console.log(`${files.length} files, ${HOUSE_RULES.length} house rules, ${errors} broken`);
process.exitCode = errors === 0 ? 0 : 1;
