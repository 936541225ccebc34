import type { TestDatabase } from "./database.ts";

/** Everything in the database as text, table by table: bytes as hex, as PostgreSQL dumps them. */
export async function dumpOf({ sql }: Pick<TestDatabase, "sql">): Promise<string> {
  const tables = await sql<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
      WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
  );
  const texts = [];
  for (const { name } of tables) {
    const rows = await sql<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
    texts.push(name, ...rows.map(({ row }) => row));
  }
  return texts.join("\n");
}

/** Which of the needles a text has, plainly or as bytes. */
export function foundIn(text: string, needles: readonly string[]): string[] {
  const haystack = text.toLowerCase();
  return needles.filter((needle) =>
    [needle.toLowerCase(), Buffer.from(needle).toString("hex"), Buffer.from(needle).toString("base64")].some(
      (form) => haystack.includes(form.toLowerCase()),
    ),
  );
}
