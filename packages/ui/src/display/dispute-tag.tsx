import { Trans, useLingui } from "@lingui/react/macro";
import type { DisputeSummary } from "@tenure/core/contract";
import { fromMoney } from "@tenure/core/money";
import { Amount } from "./amount.tsx";
import { Tag } from "./tag.tsx";

/** Says on an order's row that a bank disputes its payment, and what that holds back; nothing once it was won. */
export function DisputeTag(props: { readonly dispute: DisputeSummary }) {
  const { t } = useLingui();
  const { state, frozen, debt } = props.dispute;
  switch (state) {
    case "inquiry":
      return <Tag tone="waiting">{t`The bank asks about it`}</Tag>;
    case "open":
      return (
        <span className="inline-flex flex-col items-end gap-1">
          <Tag tone="waiting">{fromMoney(frozen) === 0n ? t`Disputed` : t`Disputed: frozen`}</Tag>
          {fromMoney(frozen) !== 0n && (
            <span className="text-sm whitespace-nowrap text-muted">
              <Trans>
                frozen <Amount value={frozen} />
              </Trans>
            </span>
          )}
        </span>
      );
    case "lost":
      return (
        <span className="inline-flex flex-col items-end gap-1">
          <Tag tone="refused">{t`Returned by the bank`}</Tag>
          {fromMoney(debt) !== 0n && (
            <span className="text-sm whitespace-nowrap text-muted">
              <Trans>
                owed <Amount value={debt} />
              </Trans>
            </span>
          )}
        </span>
      );
    case "won":
      return null;
  }
}
