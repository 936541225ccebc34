import { globSync } from "node:fs";
import { join } from "node:path";

const APPS = join(import.meta.dirname, "../../..");

/** Every page of an app, from the names of its route files: the path, and what a path must look like to be that page. */
export function routesOf(app: "dashboard" | "admin"): { readonly path: string; readonly pattern: RegExp }[] {
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
  return [...new Set(paths)].map((path) => ({
    path,
    pattern: new RegExp(`^${path.replaceAll(/\$\w+/g, "[^/?]+")}(\\?.*)?$`),
  }));
}
