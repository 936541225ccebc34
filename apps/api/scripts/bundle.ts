import { dirname, join, relative, sep } from "node:path";
import { type Plugin, rolldown } from "rolldown";

const REPOSITORY = join(import.meta.dirname, "../../..");

/**
 * Packages that stay outside: the database client keeps its query compiler beside its code, the others look for files
 * or for code of their workers beside theirs. `pg-native` is optional and not installed.
 */
const OUTSIDE = [/^@prisma\/client/, /^pino$/, /^pdfkit$/, /^vitest$/, /^pg-native$/];

/**
 * Makes one program of each entry: what would be some 2,800 modules to find, strip of types and compile at every start
 * becomes a few dozen. Modules that several entries use stand in files of their own, so they are compiled once.
 * @param entries name of the program → absolute path of its source
 * @param outDir absolute; within apps/api, so that what stays outside is found
 */
export async function bundle(entries: Readonly<Record<string, string>>, outDir: string): Promise<void> {
  const build = await rolldown({
    input: { ...entries },
    cwd: REPOSITORY,
    platform: "node",
    external: OUTSIDE,
    plugins: [whereItCameFrom(outDir)],
    // Dependencies give reasons for warnings that nobody here can act upon; an error still ends the build.
    logLevel: "silent",
  });
  try {
    await build.write({
      dir: outDir,
      format: "esm",
      entryFileNames: "[name].js",
      chunkFileNames: "[name]-[hash].js",
      sourcemap: true,
      cleanDir: true,
    });
  } finally {
    await build.close();
  }
}

/** Lets our sources keep looking for files beside themselves: their place is named as seen from the program. */
function whereItCameFrom(outDir: string): Plugin {
  return {
    name: "where-it-came-from",
    transform(code, id) {
      if (!id.startsWith(REPOSITORY) || id.includes(`${sep}node_modules${sep}`)) return;
      const from = (path: string) => JSON.stringify(relative(outDir, path).replaceAll(sep, "/"));
      return code
        .replaceAll("import.meta.dirname", `(import.meta.dirname + "/" + ${from(dirname(id))})`)
        .replaceAll("import.meta.url", `new URL(${from(id)}, import.meta.url).href`);
    },
  };
}
