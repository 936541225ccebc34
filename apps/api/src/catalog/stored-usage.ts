import { countsSchema, tokensSchema } from "@tenure/core/contract";
import { type ServiceTier, serviceTiers, type UsageQuantities } from "@tenure/core/pricing";
import { z } from "zod";

const storedTokens = tokensSchema.partial({ inputTokens: true });
const tierSchema = z.enum(serviceTiers);

/** What a stored event used, ready to be rated again; null where the row cannot be read. */
export function storedUsage(row: {
  readonly tokens: unknown;
  readonly counts: unknown;
  readonly serviceTier: string;
}): { readonly usage: UsageQuantities; readonly tier: ServiceTier } | null {
  const tokens = storedTokens.safeParse(row.tokens);
  const counts = countsSchema.nullable().safeParse(row.counts);
  const tier = tierSchema.safeParse(row.serviceTier);
  if (!tokens.success || !counts.success || !tier.success) return null;
  return {
    usage: {
      tokens: { ...tokens.data, inputTokens: tokens.data.inputTokens ?? 0 },
      ...(counts.data === null ? {} : { counts: counts.data }),
    },
    tier: tier.data,
  };
}
