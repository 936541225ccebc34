import { useLingui } from "@lingui/react/macro";
import type { LotKind } from "@tenure/core/policy";

/** Where the credits of a lot came from. */
export function LotKindName(props: { readonly kind: LotKind }) {
  const { t } = useLingui();
  const names = {
    paid: t`Paid credits`,
    bonus: t`Bonus credits`,
    gift: t`Gift credits`,
    referral: t`Referral reward`,
  } satisfies Record<LotKind, string>;
  return names[props.kind];
}
