import { createRequire } from "node:module";
import { dirname, join, relative, sep } from "node:path";
import { type Plugin, rolldown } from "rolldown";

const REPOSITORY = join(import.meta.dirname, "../../..");

/**
 * Packages that stay outside: the database client keeps its query compiler beside its code (see `queryCompilerAsFile`),
 * the others look for files or for code of their workers beside theirs. `pg-native` is optional and not installed.
 */
const OUTSIDE = [/^@prisma\/client(?!.*\.wasm-base64)/, /^pino$/, /^pdfkit$/, /^vitest$/, /^pg-native$/];

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
    plugins: [queryCompilerAsFile(), whereItCameFrom(outDir)],
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

/** The database client's query compiler, as its package has it: one module that holds a long text. */
const QUERY_COMPILER = /^@prisma\/client\/runtime\/(query_compiler_\w+\.postgresql)\.wasm-base64\.mjs$/;

/**
 * Puts the database client's query compiler beside the program as the bytes it is: reading 4.6 MB of base64 as a module
 * of JavaScript costs every start 200 ms, the bytes 5.
 */
function queryCompilerAsFile(): Plugin {
  const require = createRequire(import.meta.url);
  return {
    name: "query-compiler-as-file",
    resolveId: { filter: { id: QUERY_COMPILER }, handler: (id) => `\0${id}` },
    load: {
      filter: { id: /^\0@prisma/ },
      handler(id) {
        const name = QUERY_COMPILER.exec(id.slice(1))?.[1];
        if (name === undefined) return null;
        const { wasm }: { wasm: string } = require(id.slice(1).replace(/\.mjs$/, ".js"));
        const file = `${name}.wasm`;
        this.emitFile({ type: "asset", fileName: file, source: Buffer.from(wasm, "base64") });
        return `import { readFileSync } from "node:fs";
export const wasm = readFileSync(new URL("./${file}", import.meta.url));`;
      },
    },
  };
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
