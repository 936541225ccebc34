import { useLingui } from "@lingui/react/macro";
import type { Outputs } from "@tenure/api/trpc";

type UsageTokens = Outputs["usage"]["list"]["items"][number]["tokens"];

/** Tokens of a request: in and out; the parts within them (cached, reasoning) are in the title. */
export function Tokens(props: { readonly tokens: UsageTokens }) {
  const { tokens } = props;
  const { i18n, t } = useLingui();
  const count = (tokensCount: number) => i18n.number(tokensCount);
  const parts = [
    { label: t`from the cache`, count: tokens.cachedInputTokens },
    { label: t`written to the cache`, count: tokens.cacheCreationTokens },
    { label: t`reasoning`, count: tokens.reasoningTokens },
  ].flatMap((part) => (part.count === undefined ? [] : [`${count(part.count)} ${part.label}`]));
  return (
    <span className="figures whitespace-nowrap" title={parts.length === 0 ? undefined : parts.join(", ")}>
      {count(tokens.inputTokens)} → {tokens.outputTokens === undefined ? "—" : count(tokens.outputTokens)}
    </span>
  );
}
