import { Trans } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { REFUSAL_TEXTS, type RefusalCode } from "@tenure/core/text";
import { Amount, Instant, Tag, useLocale } from "@tenure/ui";
import type { Referral } from "./types.ts";
import { referralTones, useReferralWords } from "./use-referral-words.ts";

/** The state, why, and what the two accounts have in common. */
export function ReferralStanding(props: { readonly referral: Referral }) {
  const { state, reason, shared, decisionId, referrer } = props.referral;
  const locale = useLocale();
  const words = useReferralWords();
  return (
    <span className="flex max-w-72 flex-col items-start gap-1 phone:items-end">
      <Tag tone={referralTones[state]}>{words.state(state)}</Tag>
      {isRefusalCode(reason) && (
        <span className="text-sm text-muted">{REFUSAL_TEXTS[reason].reason[locale]}</span>
      )}
      {shared.length > 0 && (
        <span className="text-sm text-refused">
          {shared.map(words.trait).join(locale === "zh" ? "、" : ", ")}
        </span>
      )}
      {decisionId !== null && (
        <Link
          to="/accounts/$accountId/decisions/$decisionId"
          params={{ accountId: referrer.accountId, decisionId }}
          className="text-sm text-link"
        >
          <Trans>Decision</Trans>
        </Link>
      )}
    </span>
  );
}

/** The order that earns the reward, and what became of it. */
export function OrderBehind(props: { readonly referral: Referral }) {
  const { order } = props.referral;
  const words = useReferralWords();
  if (order === null) return "—";
  const later = [words.refund(order.refundState), words.dispute(order.disputeState)].filter(
    (each) => each !== null,
  );
  return (
    <span className="flex flex-col">
      <span>
        {order.number} · <Amount value={order.amount} />
      </span>
      {later.map((each) => (
        <span key={each} className="text-sm text-muted">
          {each}
        </span>
      ))}
    </span>
  );
}

/** When it was or will be decided; before that, when the account was opened. */
export function WhenDecided(props: { readonly referral: Referral }) {
  const { state, createdAt, dueAt, decidedAt } = props.referral;
  if (decidedAt !== null) return <Instant at={decidedAt} />;
  return state === "waiting" && dueAt !== null ? (
    <Trans>
      due <Instant at={dueAt} />
    </Trans>
  ) : (
    <Instant at={createdAt} />
  );
}

const isRefusalCode = (code: string | null): code is RefusalCode =>
  code !== null && Object.hasOwn(REFUSAL_TEXTS, code);
