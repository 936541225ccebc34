import { type Seller, sellerSchema } from "@tenure/core/invoices";
import { digestOf, type JsonObject } from "@tenure/core/decision";
import { type Database, PLATFORM, type Tx } from "../db/database.ts";
import { newId } from "../db/ids.ts";

/** Who sells where nobody said so: a sandbox, a test. */
const NOBODY_SAID: Seller = sellerSchema.parse({ name: "Tenure" });

/** Who sells, as the documents of this moment name it. */
export async function currentSeller(tx: Tx): Promise<Seller> {
  const row = await tx.seller.findFirst({ orderBy: { id: "desc" } });
  return row === null ? NOBODY_SAID : sellerSchema.parse(row.content);
}

/** Keeps who sells, as the environment says it when a process starts; a row per change, none where nothing changed. */
export async function keepSeller(db: Database, seller: Seller): Promise<void> {
  const content: JsonObject = { ...seller };
  const digest = digestOf(content);
  await db.within(PLATFORM, async (tx) => {
    // Processes that start together write one row.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('seller', 0))`;
    const last = await tx.seller.findFirst({ orderBy: { id: "desc" } });
    if (last?.digest === digest) return;
    await tx.seller.createMany({ data: { id: newId(), content: { ...seller }, digest, since: new Date() } });
  });
}
