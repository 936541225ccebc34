import type { Tx } from "../db/database.ts";

/** A distributor as its customers see it. */
export interface DistributorLinks {
  readonly name: string;
  /** Its name as people write it. */
  readonly title: string;
  readonly cancelLink: string;
  readonly refundLink: string;
  readonly billingLink: string;
}

/** The distributor of that name; one that nobody registered has no links. Null for null: bought here. */
export async function distributorLinks(tx: Tx, name: string | null): Promise<DistributorLinks | null> {
  if (name === null) return null;
  const row = await tx.distributor.findUnique({ where: { name } });
  if (row === null) return { name, title: name, cancelLink: "", refundLink: "", billingLink: "" };
  const { title, cancelLink, refundLink, billingLink } = row;
  return { name, title, cancelLink, refundLink, billingLink };
}

/** What rules are told of a distributor: its title, and the link for what was asked. */
export async function distributorFor(
  tx: Tx,
  name: string | null,
  purpose: "cancel" | "refund" | "billing",
): Promise<{ readonly name: string; readonly link: string } | null> {
  const links = await distributorLinks(tx, name);
  return links === null ? null : { name: links.title, link: links[`${purpose}Link`] };
}
