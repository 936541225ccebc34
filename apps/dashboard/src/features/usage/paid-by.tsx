import { useLingui } from "@lingui/react/macro";
import type { UsageEvent } from "@tenure/core/contract";
import { fromMoney } from "@tenure/core/money";
import { Amount } from "@tenure/ui";

/** Who pays for a request: the plan's included usage, credits, or a debt. Amounts where it is more than one. */
export function PaidBy(props: { readonly event: UsageEvent }) {
  const { planPart, creditPart, debtPart } = props.event;
  const { t } = useLingui();
  const parts = [
    { key: "plan", label: t`Plan`, part: planPart },
    { key: "credits", label: t`Credits`, part: creditPart },
    { key: "debt", label: t`Debt`, part: debtPart },
  ].filter(({ part }) => fromMoney(part) !== 0n);
  const [only] = parts;
  if (only === undefined) return t`Free of charge`;
  if (parts.length === 1)
    return only.key === "debt" ? <span className="text-refused">{only.label}</span> : only.label;
  return (
    <span className="inline-flex flex-col">
      {parts.map(({ key, label, part }) => (
        <span key={key}>
          {label} <Amount value={part} />
        </span>
      ))}
    </span>
  );
}
