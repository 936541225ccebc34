import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describeRest } from "../src/trpc/openapi.ts";
import { restProceduresOf } from "../src/trpc/rest-routes.ts";
import { appRouter } from "../src/trpc/router.ts";
import { CSV_FILES } from "../src/csv/files.ts";
import { permissionMatrix } from "./permission-matrix.ts";

/** Pages of docs/generated that come from the router. Tests compare the files with what this makes. */
export const referencePages = (): Readonly<Record<string, string>> => ({
  "permission-matrix.md": permissionMatrix(),
  "openapi.json": `${JSON.stringify(
    describeRest(restProceduresOf(appRouter), CSV_FILES, {
      publicUrl: "https://tenure.example.com",
      platformName: "Tenure",
    }),
    null,
    2,
  )}\n`,
});

if (import.meta.main)
  for (const [name, text] of Object.entries(referencePages()))
    writeFileSync(join(import.meta.dirname, "../../../docs/generated", name), text);
