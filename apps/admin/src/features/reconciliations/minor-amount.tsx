import { isCurrency, minorToNanos } from "@tenure/core/money";
import { Money } from "@tenure/ui";

/** An amount as a provider counts it; in a currency that is none of ours it stays as it was told. */
export function MinorAmount(props: { readonly amountMinor: string; readonly currency: string }) {
  const { amountMinor, currency } = props;
  return isCurrency(currency) ? (
    <Money nanos={minorToNanos(BigInt(amountMinor), currency)} currency={currency} />
  ) : (
    <span className="figures">
      {amountMinor} {currency}
    </span>
  );
}
