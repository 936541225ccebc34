import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import * as glueModule from "@prisma/schema-engine-wasm/schema_engine_bg";
import { startPostgres } from "@tenure/sandbox/postgres";
import pg from "pg";

/**
 * Prisma's schema engine as WebAssembly: writes the SQL between the migrations and schema.prisma. For authoring and
 * for the drift test only; at run time migrations are applied by src/db/migrate.ts.
 *
 * Usage: node apps/api/scripts/schema-engine.ts [DATABASE_URL]
 * Prints the SQL that is missing. It needs a server on which it may create databases; without one it starts its own.
 */

interface Engine {
  diff(input: unknown): Promise<{ stdout: string | null }>;
  free(): void;
}
interface Glue {
  SchemaEngine: { new: (options: unknown, log: () => void, adapter: unknown) => Promise<Engine> };
  __wbg_set_wasm(exports: WebAssembly.Exports): void;
  [name: string]: unknown;
}

const prismaDir = join(import.meta.dirname, "../prisma");
const schemaText = readFileSync(join(prismaDir, "schema.prisma"), "utf8");
const CHAR_OID = 18;
const TEXT_OID = 25;

/** A pool that reports the catalog type "char" as text and remembers which columns those were. */
class CatalogPool extends pg.Pool {
  readonly charColumns = new WeakMap<object, number[]>();
  override query(...args: never[]): never {
    const pending: unknown = (super.query as (...rest: never[]) => unknown)(...args);
    if (!(pending instanceof Promise)) return pending as never;
    return pending.then((result: pg.QueryResult) => {
      const chars = (result.fields ?? []).flatMap((field, index) => {
        if (field.dataTypeID !== CHAR_OID) return [];
        field.dataTypeID = TEXT_OID;
        return [index];
      });
      if (chars.length > 0) this.charColumns.set(result.rows, chars);
      return result;
    }) as never;
  }
}

/** The stock adapter with whole scripts (it splits on ";", which breaks function bodies) and a real shadow database. */
class MigrationPg extends PrismaPg {
  readonly url: string;
  readonly pools = new Set<pg.Pool>();
  constructor(url: string) {
    super({ connectionString: url });
    this.url = url;
  }
  async close(): Promise<void> {
    for (const pool of this.pools) if (!pool.ended) await (pool as pg.Pool).end();
  }
  override async connect() {
    return this.open(this.url, async () => {});
  }
  override async connectToShadowDb() {
    const name = `shadow_${crypto.randomUUID().replaceAll("-", "")}`;
    const admin = async (sql: string) => {
      const client = new pg.Client({ connectionString: this.url });
      await client.connect();
      try {
        await client.query(sql);
      } finally {
        await client.end();
      }
    };
    await admin(`CREATE DATABASE ${name}`);
    const shadow = new URL(this.url);
    shadow.pathname = `/${name}`;
    return this.open(shadow.href, () => admin(`DROP DATABASE ${name} WITH (FORCE)`));
  }
  private async open(connectionString: string, after: () => Promise<void>) {
    const pool = new CatalogPool({ connectionString, max: 1, allowExitOnIdle: true });
    this.pools.add(pool);
    const adapter = await new PrismaPg(pool, { disposeExternalPool: true }).connect();
    adapter.executeScript = async (script: string) => {
      await (pool as pg.Pool).query(script);
    };
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query) => {
      const result = await queryRaw(query);
      for (const index of pool.charColumns.get(result.rows) ?? [])
        result.columnTypes[index] = ColumnTypeEnum.Character;
      return result;
    };
    const dispose = adapter.dispose.bind(adapter);
    adapter.dispose = async () => {
      await dispose();
      await after();
    };
    return adapter;
  }
}

let loaded = false;
function loadEngine(): Glue {
  const glue = glueModule as unknown as Glue;
  if (loaded) return glue;
  // A panic would otherwise read as "undefined (reading 'set_message')".
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: {
      set_message(message: string) {
        throw new Error(message);
      },
    },
  });
  const entry = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm");
  const bytes = readFileSync(join(dirname(entry), "schema_engine_bg.wasm"));
  const imports = Object.fromEntries(
    Object.entries(glue).map(([name, value]) => [
      name,
      // The engine's 10 s timer would keep the process alive.
      name.startsWith("__wbg_setTimeout_") && typeof value === "function"
        ? (...args: unknown[]) => {
            const timer: unknown = value(...args);
            if (timer !== null && typeof timer === "object" && "unref" in timer)
              (timer as NodeJS.Timeout).unref();
            return timer;
          }
        : value,
    ]),
  );
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), {
    "./schema_engine_bg.js": imports as WebAssembly.ModuleImports,
  });
  glue.__wbg_set_wasm(instance.exports);
  (instance.exports as { __wbindgen_start(): void }).__wbindgen_start();
  loaded = true;
  return glue;
}

/** SQL that leads from the committed migrations to schema.prisma; an "empty migration" comment when nothing is missing. */
export async function missingSql(url: string): Promise<string> {
  const glue = loadEngine();
  const adapter = new MigrationPg(url);
  const filters = { externalTables: [], externalEnums: [] };
  const folders = readdirSync(join(prismaDir, "migrations"), { withFileTypes: true })
    .filter((each) => each.isDirectory())
    .map((each) => each.name)
    .sort();
  const from =
    folders.length === 0
      ? { tag: "empty" }
      : {
          tag: "migrations",
          baseDir: "prisma/migrations",
          lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
          shadowDbInitScript: "",
          migrationDirectories: folders.map((path) => ({
            path,
            migrationFile: {
              path: "migration.sql",
              content: {
                tag: "ok",
                value: readFileSync(join(prismaDir, "migrations", path, "migration.sql"), "utf8"),
              },
            },
          })),
        };
  const engine = await glue.SchemaEngine.new(
    { datamodels: [["schema.prisma", schemaText]] },
    () => {},
    bindMigrationAwareSqlAdapterFactory(adapter),
  );
  try {
    const to = { tag: "schemaDatamodel", files: [{ path: "schema.prisma", content: schemaText }] };
    return (await engine.diff({ from, to, script: true, exitCode: null, filters })).stdout ?? "";
  } finally {
    engine.free();
    await adapter.close();
  }
}

if (import.meta.main) {
  const url = process.argv[2];
  if (url !== undefined) process.stdout.write(await missingSql(url));
  else {
    const postgres = await startPostgres();
    try {
      process.stdout.write(await missingSql(postgres.url("postgres")));
    } finally {
      await postgres.stop();
    }
  }
}
