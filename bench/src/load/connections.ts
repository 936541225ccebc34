import pg from "pg";

/** Opens so many connections to a database, and closes them after the work. */
export async function withConnections<T>(
  databaseUrl: string,
  count: number,
  work: (connectionOf: (index: number) => pg.Client) => Promise<T>,
): Promise<T> {
  const clients = await Promise.all(
    Array.from({ length: count }, async () => {
      const client = new pg.Client({ connectionString: databaseUrl });
      await client.connect();
      return client;
    }),
  );
  try {
    return await work((index) => {
      const client = clients[index];
      if (client === undefined) throw new Error(`no connection ${index}`);
      return client;
    });
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}
