import { useLingui } from "@lingui/react/macro";
import type { UsageTokens } from "@tenure/core/contract";
import { localeOf } from "@tenure/core/money";
import { useLocale } from "@tenure/ui";

/** Tokens of a request, in and out; what was read from the cache stands beneath. */
export function TokenCounts(props: { readonly tokens: UsageTokens }) {
  const { tokens } = props;
  const { t } = useLingui();
  const numbers = new Intl.NumberFormat(localeOf(useLocale()));
  const cached = tokens.cachedInputTokens ?? 0;
  const cachedText = numbers.format(cached);
  return (
    <span className="figures inline-flex flex-col items-end whitespace-nowrap">
      <span>
        {numbers.format(tokens.inputTokens ?? 0)} / {numbers.format(tokens.outputTokens ?? 0)}
      </span>
      {cached > 0 && <span className="text-sm text-muted">{t`${cachedText} from cache`}</span>}
    </span>
  );
}
