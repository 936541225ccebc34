import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { CURRENCIES, formatBps, nanosToDecimal } from "@tenure/core/money";
import type { LotKind, Policy } from "@tenure/core/policy";
import { Money, useLocale } from "@tenure/ui";
import { Days, Group, Hours, Minutes, type Row } from "./policy-group.tsx";
import { ReferralNumbers } from "./referral-numbers.tsx";
import { SubjectChangeNumbers } from "./subject-change-numbers.tsx";

/** The numbers and choices of a version, each with the clauses that state it to the customer. */
export function PolicyNumbers(props: { readonly policy: Policy }) {
  const { policy } = props;
  return (
    <div className="grid grid-cols-2 gap-x-12 gap-y-8 phone:grid-cols-1">
      <RefundNumbers policy={policy} />
      <TermNumbers policy={policy} />
      <CreditNumbers policy={policy} />
      <TopUpNumbers policy={policy} />
      <ReferralNumbers policy={policy} />
      <UsageNumbers policy={policy} />
      <SubjectChangeNumbers policy={policy} />
    </div>
  );
}

function RefundNumbers({ policy }: { readonly policy: Policy }) {
  const { t } = useLingui();
  const locale = useLocale();
  const { refunds } = policy;
  const providers = { stripe: "Stripe", antom: "Antom" } as const;
  const countedBy = { person: t`person`, card: t`card`, device: t`device` } as const;
  return (
    <Group
      title={t`Refunds`}
      version={policy.version}
      rows={[
        {
          key: "window",
          label: t`Window`,
          value: <Hours count={refunds.windowHours} />,
          clauses: ["R1.1", "R1.2"],
        },
        {
          key: "fee",
          label: t`Platform fee`,
          value: formatBps(BigInt(refunds.feeBps), locale),
          clauses: ["R3.7"],
        },
        {
          key: "debit",
          label: t`The wallet loses`,
          value: refunds.walletDebit === "gross" ? t`amount and fee` : t`the amount received`,
          clauses: ["R4.4"],
        },
        {
          key: "attribution",
          label: t`Usage since payment`,
          value: refunds.attribution === "literal" ? t`credits of every kind` : t`this order's credits`,
          clauses: ["R3.3"],
        },
        {
          key: "renewal",
          label: t`A renewal opens a new window`,
          value: refunds.renewalReopensWindow ? t`yes` : t`no`,
          clauses: ["R1.1"],
        },
        {
          key: "providers",
          label: t`Self-service through`,
          value: refunds.selfServiceProviders.map((provider) => providers[provider]).join(", "),
          clauses: ["R7.1"],
        },
        {
          key: "review",
          label: t`A person decides from`,
          value: (
            <Trans>
              {refunds.review.afterRefunds} refunds in <Days count={refunds.review.withinDays} />
            </Trans>
          ),
          clauses: ["R2.10"],
        },
        {
          key: "review-counted-by",
          label: t`Counted together for that`,
          value: new Intl.ListFormat(locale).format([
            t`account`,
            ...refunds.review.alsoBy.map((each) => countedBy[each]),
          ]),
          clauses: ["R2.10"],
        },
        {
          key: "arrival",
          label: t`Arrives within`,
          value: (
            <Trans>
              {refunds.arrivalBusinessDays.min}–{refunds.arrivalBusinessDays.max} business days
            </Trans>
          ),
          clauses: ["R4.3"],
        },
        {
          key: "case",
          label: t`Cases by e-mail are reviewed within`,
          value: <Trans>{refunds.caseReviewBusinessDays} business days</Trans>,
          clauses: ["R5.2"],
        },
        {
          key: "four-eyes",
          label: t`Two people approve above`,
          value: <WalletUnits amount={nanosToDecimal(refunds.fourEyesAboveNanos)} />,
          clauses: [],
        },
      ]}
    />
  );
}

function TermNumbers({ policy }: { readonly policy: Policy }) {
  const { t } = useLingui();
  const { subscriptions } = policy;
  return (
    <Group
      title={t`Subscription terms`}
      version={policy.version}
      rows={[
        {
          key: "cancel",
          label: t`Cancel before the end`,
          value: <Hours count={subscriptions.cancelBeforeHours} />,
          clauses: ["T2.5"],
        },
        {
          key: "late",
          label: t`A later cancellation`,
          value: subscriptions.lateCancel === "stop" ? t`still stops` : t`renews once more`,
          clauses: ["T2.5"],
        },
        {
          key: "raise",
          label: t`A raise is announced`,
          value: (
            <Trans>
              <Days count={subscriptions.priceChangeNoticeDays} /> ahead
            </Trans>
          ),
          clauses: ["T3.2"],
        },
        {
          key: "checkout",
          label: t`A checkout stays open`,
          value: <Minutes count={subscriptions.checkoutMinutes} />,
          clauses: [],
        },
      ]}
    />
  );
}

function CreditNumbers({ policy }: { readonly policy: Policy }) {
  const { t } = useLingui();
  const { credits } = policy;
  const kinds = {
    paid: t`paid`,
    bonus: t`bonus`,
    gift: t`gift`,
    referral: t`referral`,
  } satisfies Record<LotKind, string>;
  return (
    <Group
      title={t`Credits`}
      version={policy.version}
      rows={[
        {
          key: "burn",
          label: t`Spent in the order`,
          value: (
            <Trans>soonest expiry, then {credits.burnOrder.map((kind) => kinds[kind]).join(" → ")}</Trans>
          ),
          clauses: [],
        },
        {
          key: "gift",
          label: t`Gifts expire after`,
          value: <Days count={credits.giftExpiryDays} />,
          clauses: ["R3.4"],
        },
        {
          key: "warnings",
          label: t`Days before expiry on which we write`,
          value: credits.expiryWarningDays.join(", "),
          clauses: ["R3.4"],
        },
        {
          key: "max",
          label: t`Largest single gift`,
          value: <WalletUnits amount={nanosToDecimal(credits.maxGiftNanos)} />,
          clauses: [],
        },
      ]}
    />
  );
}

function TopUpNumbers({ policy }: { readonly policy: Policy }) {
  const { t } = useLingui();
  const locale = useLocale();
  const { topUps, autoTopUp } = policy;
  return (
    <Group
      title={t`Top-ups`}
      version={policy.version}
      rows={[
        ...CURRENCIES.flatMap((currency): Row[] => {
          const offer = topUps.offers[currency];
          if (offer === undefined) return [];
          return [
            {
              key: currency,
              label: currency,
              value: (
                <span className="flex flex-col">
                  <span>
                    <Money nanos={offer.minNanos} currency={currency} /> –{" "}
                    <Money nanos={offer.maxNanos} currency={currency} />
                  </span>
                  {offer.bonusTiers.map(({ fromNanos, bps }) => (
                    <span key={bps} className="text-sm text-muted">
                      <Trans>
                        {formatBps(BigInt(bps), locale)} bonus from{" "}
                        <Money nanos={fromNanos} currency={currency} />
                      </Trans>
                    </span>
                  ))}
                </span>
              ),
              clauses: ["T1.1", "R3.4"],
            },
          ];
        }),
        {
          key: "paid",
          label: t`Paid credits expire after`,
          value: topUps.paidExpiryDays === null ? t`never` : <Days count={topUps.paidExpiryDays} />,
          clauses: ["R3.4"],
        },
        {
          key: "bonus",
          label: t`Bonus credits expire after`,
          value: <Days count={topUps.bonusExpiryDays} />,
          clauses: ["R3.4"],
        },
        {
          key: "checkout",
          label: t`A checkout stays open`,
          value: <Minutes count={topUps.checkoutMinutes} />,
          clauses: ["T1.4"],
        },
        ...topUps.wallets.map(({ method, charges, paysFor }) => ({
          key: method,
          label: t`Alipay charges in`,
          value: (
            <Trans>
              {charges}, for credits in {paysFor.join(", ")}
            </Trans>
          ),
          clauses: ["R6.3" as const, "R7.1" as const],
        })),
        {
          key: "rate",
          label: t`A rate of exchange is used for`,
          value: <Hours count={topUps.maxRateAgeHours} />,
          clauses: ["R6.3"],
        },
        {
          key: "auto",
          label: t`A monthly cap of automatic top-up holds at most`,
          value: <Plural value={autoTopUp.maxPerMonth} one="# charge" other="# charges" />,
          clauses: ["T6.1"],
        },
        {
          key: "auto-unknown",
          label: t`An automatic charge nobody knows of is given up after`,
          value: <Minutes count={autoTopUp.giveUpAfterMinutes} />,
          clauses: [],
        },
      ]}
    />
  );
}

function UsageNumbers({ policy }: { readonly policy: Policy }) {
  const { t } = useLingui();
  const { usage } = policy;
  return (
    <Group
      title={t`Usage`}
      version={policy.version}
      rows={[
        {
          key: "hold",
          label: t`A promise lives at most`,
          value: <Minutes count={usage.maxHoldMinutes} />,
          clauses: ["R3.6"],
        },
        {
          key: "late",
          label: t`Reported at most`,
          value: (
            <Trans>
              <Hours count={usage.maxLatenessHours} /> late
            </Trans>
          ),
          clauses: [],
        },
        {
          key: "ahead",
          label: t`Clocks may run ahead`,
          value: <Minutes count={usage.maxFutureMinutes} />,
          clauses: [],
        },
      ]}
    />
  );
}

/** A limit that holds in whatever currency the wallet is in. */
function WalletUnits(props: { readonly amount: string }) {
  const { i18n } = useLingui();
  const units = i18n.number(Number(props.amount));
  return <Trans>{units} of the wallet's currency</Trans>;
}
