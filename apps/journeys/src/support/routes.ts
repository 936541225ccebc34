import { globSync } from "node:fs";
import { join } from "node:path";

const APPS = join(import.meta.dirname, "../../..");

/** Every page of an app, from the names of its route files: `accounts/$accountId/wallet`. */
export function routesOf(app: "dashboard" | "admin"): readonly string[] {
  const paths = globSync("**/*.tsx", { cwd: join(APPS, app, "src/routes") })
    .map((file) => file.replaceAll("\\", "/").replace(/\.tsx$/, ""))
    .filter((file) => file !== "__root" && file !== "_signed-in")
    .map((file) =>
      file
        .replace(/^_signed-in\//, "")
        .split(/[./]/)
        .filter((part) => part !== "index")
        // A part that ends in "_" stands on a page of its own, outside of its parent's.
        .map((part) => part.replace(/_$/, ""))
        .join("/"),
    );
  return [...new Set(paths)];
}
