import { Trans } from "@lingui/react/macro";
import type { WebhookEndpointState } from "@tenure/core/webhooks";
import { Instant } from "../display/instant.tsx";
import { Tag } from "../display/tag.tsx";
import { useWebhookWords } from "./use-webhook-words.ts";

/** Where an endpoint stands: its state, why it was stopped, and since when nothing was accepted. */
export function WebhookEndpointTag(props: {
  readonly state: WebhookEndpointState;
  readonly stoppedBecause: "gone" | "failing" | null;
  readonly failingSince: string | null;
}) {
  const { state, stoppedBecause, failingSince } = props;
  const words = useWebhookWords();
  const { tone, word } =
    failingSince !== null && state === "enabled" ? words.notAnswering : words.endpoint[state];
  const note = noteOf();
  function noteOf() {
    if (stoppedBecause === "gone") return <Trans>It answered that it is gone.</Trans>;
    if (failingSince !== null && state !== "ended")
      return (
        <Trans>
          Nothing accepted since <Instant at={failingSince} />
        </Trans>
      );
    return null;
  }
  return (
    <span className="inline-flex flex-col items-start gap-1 phone:items-end">
      <Tag tone={tone}>{word}</Tag>
      {note !== null && <span className="text-sm text-muted">{note}</span>}
    </span>
  );
}
