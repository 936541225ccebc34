import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { buttonClass, CodeBlock, EmptyState } from "@tenure/ui";

/** What a program does with a key: promise before the request, settle after it. Code is the same in every language. */
const sample = (baseUrl: string) => `import { Tenure } from "@tenure/sdk";

const tenure = new Tenure({ apiKey: process.env.TENURE_API_KEY, baseUrl: "${baseUrl}" });

const hold = await tenure.usage.authorize({
  model: "gpt-4o",
  maxInputTokens: 2000,
  maxOutputTokens: 500,
});

// the model answers

await tenure.usage.settle(hold.holdId, {
  tokens: { inputTokens: 1800, outputTokens: 300 },
});
`;

/** No usage yet: how the first request gets here. */
export function FirstUsage() {
  const { t } = useLingui();
  return (
    <div className="flex max-w-2xl flex-col gap-4">
      <EmptyState
        action={
          <Link to="/keys" className={buttonClass("primary")}>
            <Trans>Create an API key</Trans>
          </Link>
        }
      >
        <Trans>No request was reported yet. With a key, your gateway reports each one as below.</Trans>
      </EmptyState>
      <CodeBlock label={t`Reporting a request`} code={sample(window.location.origin)} />
    </div>
  );
}
