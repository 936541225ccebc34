import { z } from "zod";
import type { Text } from "./template.ts";

/** The label of every line a decision can have. */
export const LINE_TEXTS = {
  gift_granted: { en: "Gift credits added", zh: "赠送额度入账" },
  wallet_before: { en: "Balance before", zh: "变动前余额" },
  gift_revoked: { en: "Gift credits taken back", zh: "收回的赠送额度" },
  gift_kept_spent: { en: "Already spent, not taken back", zh: "已使用，不予收回" },
  wallet_after: { en: "Balance afterwards", zh: "变动后余额" },
} as const satisfies Record<string, Text>;

/** Key of a line's label. */
export type LineKey = keyof typeof LINE_TEXTS;

/** Accepts the known line keys only. */
export const lineKeySchema = z.enum(Object.keys(LINE_TEXTS) as [LineKey, ...LineKey[]]);
