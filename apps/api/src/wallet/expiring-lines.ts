import { formatMoney, type Currency, type Language } from "@tenure/core/money";
import type { LotKind } from "@tenure/core/policy";
import { fill, type Text } from "@tenure/core/text";
import type { Instant } from "@tenure/core/time";

/** A lot that expires soon. */
export interface ExpiringCredits {
  readonly kind: LotKind;
  readonly remainingNanos: bigint;
  readonly expiresAt: Instant;
}

const KINDS: Readonly<Record<LotKind, Text>> = {
  paid: { en: "paid credits", zh: "付费额度" },
  bonus: { en: "bonus credits", zh: "充值赠送额度" },
  gift: { en: "gift credits", zh: "赠送额度" },
  referral: { en: "referral rewards", zh: "推荐奖励" },
};

const LINE: Text = {
  en: "{amount}: {kind}, until {expiresAt:instant}",
  zh: "{amount}：{kind}，有效期至 {expiresAt:instant}",
};

const MORE: Text = { en: "and {count} more, later", zh: "另有 {count} 笔稍后到期" };

/** Lines of one mail: whoever has more lots than this reads the rest on the Credits page. */
const MOST_LINES = 20;

/** The lots of a warning, one line each, what expires next first; instants in the account's zone. */
export function expiringLines(
  lots: readonly ExpiringCredits[],
  {
    language,
    zone,
    currency,
  }: { readonly language: Language; readonly zone: string; readonly currency: Currency },
): string {
  const context = { language, zone, currency };
  const lines = lots
    .slice(0, MOST_LINES)
    .map(({ kind, remainingNanos, expiresAt }) =>
      fill(
        LINE,
        { amount: formatMoney(remainingNanos, currency, language), kind: KINDS[kind][language], expiresAt },
        context,
      ),
    );
  const rest = lots.length - lines.length;
  return [...lines, ...(rest > 0 ? [fill(MORE, { count: String(rest) }, context)] : [])].join("\n");
}
