import { z } from "zod";
import { lineOfText } from "../accounts/input.ts";
import { KEY_SCOPES, type KeyScope } from "../partners/key-scopes.ts";
import { networksInput } from "../partners/networks.ts";

/** How a platform key begins: an account's begins with `tnr_`. */
export const PLATFORM_KEY_START = "tnp_";

const OWNERS_ONLY: readonly KeyScope[] = ["webhooks:write", "refunds:write"];

/** Longest overlap of a key and the one that replaces it, hours: a week. */
export const MAX_OVERLAP_HOURS = 168;
export const MS_PER_HOUR = 3_600_000;
export const MS_PER_DAY = 86_400_000;
/** Active ones at most. */
export const MAX_PLATFORM_KEYS = 20;

export const keyFields = {
  name: lineOfText(80),
  /** Addresses and networks (CIDR) from which it may be used; none: from anywhere. */
  allowedNetworks: networksInput,
  scopes: z
    .array(z.enum(KEY_SCOPES))
    .min(1)
    .refine((scopes) => new Set(scopes).size === scopes.length, { error: "names a scope twice" })
    // Where an account's events go, and that it wants its money back, are its owner's to say.
    .refine((scopes) => !scopes.some((scope) => OWNERS_ONLY.includes(scope)), {
      error: "webhooks:write and refunds:write are an account's own",
    }),
  /** Days until it expires; a key that never does is not offered. */
  expiresInDays: z.coerce.number().int().min(1).max(365).default(90),
};

export const rotateFields = {
  keyId: z.uuid(),
  /** How long the old key still works; never longer than it would have. */
  overlapHours: z.coerce.number().int().min(0).max(MAX_OVERLAP_HOURS).default(24),
};
