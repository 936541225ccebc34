import { instantSchema } from "@tenure/core/time";
import { z } from "zod";
import type { Env } from "../env.ts";
import { type LinkPurpose, signLink } from "../notices/link-token.ts";

const body = z.strictObject({
  accountId: z.uuid(),
  /** Whose statement it shows: that period's, and nothing of another one. */
  holderPeriodId: z.uuid(),
  /** Afterwards the link means nothing. */
  expiresAt: instantSchema,
});

/** The link by which a former holder, who has no access to the account any more, reads what it answers for (C4.8). */
export const LIABILITY_LINK: LinkPurpose<z.output<typeof body>> = { name: "liability_statement", body };

/** How long such a link works. */
export const LIABILITY_LINK_DAYS = 90;

/** Where the statement is read. */
export const liabilityUrl = (
  { publicUrl, secret }: Pick<Env, "publicUrl" | "secret">,
  link: z.output<typeof body>,
): string => `${publicUrl}/statements/liability/${signLink(secret, LIABILITY_LINK, link)}`;
