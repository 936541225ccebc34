import { instantSchema } from "@tenure/core/time";
import { z } from "zod";
import type { LinkPurpose } from "../notices/link-token.ts";

const body = z.strictObject({
  accountId: z.uuid(),
  subscriptionId: z.uuid(),
  priceChangeId: z.uuid(),
  /** Whose notice it was: after a change of account subject the link of a former holder means nothing (C4.5). */
  holderPeriodId: z.uuid(),
  /** The renewal that the notice named: afterwards the link means nothing. */
  expiresAt: instantSchema,
});

/** The link of a notice: cancels that subscription before that price applies, and nothing else. */
export const CANCEL_LINK: LinkPurpose<z.output<typeof body>> = { name: "cancel_before_price_change", body };
