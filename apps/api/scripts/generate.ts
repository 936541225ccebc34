import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

// Prisma's CLI looks for a downloaded schema engine before it generates a client that needs none. Any executable
// satisfies it, so it is shown the running Node and nothing is downloaded.
const cli = join(dirname(createRequire(import.meta.url).resolve("prisma/package.json")), "build/index.js");
const schema = join(import.meta.dirname, "../prisma/schema.prisma");
const result = spawnSync(process.execPath, [cli, "generate", "--schema", schema], {
  stdio: ["ignore", "pipe", "inherit"],
  encoding: "utf8",
  env: {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    CHECKPOINT_DISABLE: "1",
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
  },
});
if (result.status !== 0) process.stdout.write(result.stdout);
process.exit(result.status ?? 1);
