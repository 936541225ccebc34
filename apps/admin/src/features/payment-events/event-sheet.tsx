import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Callout, CodeBlock, CopyText, Instant, KeyValue, Sheet, Skeleton } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { trpc } from "../../trpc.ts";
import { EventStateTag } from "./event-state-tag.tsx";

/** One notification with what the provider sent, beside the list. */
export function EventSheet(props: { readonly providerEventId: string; readonly onClose: () => void }) {
  const { providerEventId, onClose } = props;
  const { t } = useLingui();
  const event = useQuery(trpc.operations.events.get.queryOptions({ providerEventId }));
  return (
    <Sheet open onOpenChange={onClose} title={event.data?.type ?? t`Notification`}>
      {event.isPending ? (
        <Skeleton lines={8} />
      ) : event.data === undefined ? (
        <ProblemState
          thing={t`The notification could not be loaded`}
          error={event.error}
          onRetry={() => void event.refetch()}
          retrying={event.isFetching}
        />
      ) : (
        <div className="flex flex-col gap-5">
          {event.data.problem !== null && (
            <Callout tone="refused" title={t`It was not applied`}>
              {event.data.problem}
            </Callout>
          )}
          <KeyValue
            entries={[
              {
                key: "state",
                label: <Trans>State</Trans>,
                value: <EventStateTag state={event.data.state} />,
              },
              { key: "provider", label: <Trans>Provider</Trans>, value: event.data.provider },
              {
                key: "object",
                label: <Trans>About</Trans>,
                value: <CopyText text={event.data.objectId} label={t`provider's object`} />,
              },
              {
                key: "event",
                label: <Trans>Provider's id</Trans>,
                value: <CopyText text={event.data.eventId} label={t`provider's id`} />,
              },
              {
                key: "received",
                label: <Trans context="date">Received</Trans>,
                value: <Instant at={event.data.receivedAt} precision="second" />,
              },
              {
                key: "handled",
                label: <Trans>Worked on</Trans>,
                value: (
                  <>
                    <Plural value={event.data.attempts} _0="not yet" one="once" other="# times" />
                    {event.data.handledAt !== null && (
                      <>
                        {" · "}
                        <Instant at={event.data.handledAt} precision="second" />
                      </>
                    )}
                  </>
                ),
              },
            ]}
          />
          <CodeBlock label={t`What the provider sent`} code={JSON.stringify(event.data.payload, null, 2)} />
        </div>
      )}
    </Sheet>
  );
}
