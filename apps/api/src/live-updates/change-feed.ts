import pg from "pg";
import { z } from "zod";
import { neverDeaf } from "../db/never-deaf.ts";
import { AppError } from "../errors/app-error.ts";

/** That something changed; migration 0045 says it. */
export interface Change {
  /** Null where it belongs to no account. */
  readonly accountId: string | null;
  /** What kind of thing, such as `refund`. */
  readonly kind: string;
}

/** Who hears of changes, from its listening on until `ended`. */
export interface Listener {
  readonly changed: (change: Change) => void;
  /** The connection is gone: changes may have been missed, and none is heard any more. */
  readonly ended: () => void;
}

/** What the screens' streams hang on: the changes that this process hears of. */
export interface ChangeFeed {
  /**
   * Hears of every change that commits from now on, whichever process made it.
   * @returns what stops it
   * @throws AppError `unavailable` where the database cannot be listened to now
   */
  listen(listener: Listener): Promise<() => void>;
  close(): Promise<void>;
}

const CHANNEL = "tenure_change";
/** How often the connection is tried: one whose other end vanished would be silent for good. */
const TRY_MS = 30_000;

const told = z.object({ accountId: z.string().nullable(), kind: z.string() });

/**
 * One connection of the process, opened for the first listener. It needs a session of its own: an address that leads
 * through a pooler in transaction mode hears nothing.
 */
export function openChangeFeed(databaseUrl: string): ChangeFeed {
  neverDeaf();
  const listeners = new Set<Listener>();
  let opening: Promise<pg.Client> | null = null;

  const lose = () => {
    opening = null;
    const last = [...listeners];
    listeners.clear();
    for (const listener of last) listener.ended();
  };

  const open = async (): Promise<pg.Client> => {
    const client = new pg.Client({
      connectionString: databaseUrl,
      application_name: "tenure-live",
      options: "-c role=tenure_app -c statement_timeout=5000",
      connectionTimeoutMillis: 5000,
      keepAlive: true,
    });
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    const trying = setInterval(() => {
      client.query("SELECT 1").catch(() => client.end());
    }, TRY_MS);
    client.on("notification", ({ payload = "" }) => {
      const change = told.parse(JSON.parse(payload));
      for (const listener of listeners) listener.changed(change);
    });
    client.on("end", () => {
      clearInterval(trying);
      lose();
    });
    return client;
  };

  return {
    async listen(listener) {
      opening ??= open();
      const mine = opening;
      const client = await mine.catch(() => null);
      if (client === null && opening === mine) opening = null;
      // It may have been lost while this one waited for it.
      if (client === null || opening !== mine) throw new AppError("unavailable");
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    async close() {
      const client = await opening?.catch(() => null);
      await client?.end();
    },
  };
}
