import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Instant, KeyValue, Section, Skeleton, Tag } from "@tenure/ui";
import { ProblemState } from "@tenure/ui/app";
import { useAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";

/** The holder's phone (C3.3): its end, since when it is verified, and where else the same one is. */
export function PhoneSection() {
  const { t } = useLingui();
  const { id: accountId } = useAccount();
  const phones = useQuery(trpc.phones.get.queryOptions({ accountId }));
  return (
    <Section title={t`Phone`}>
      {phones.data === undefined ? (
        phones.isPending ? (
          <Skeleton lines={2} />
        ) : (
          <ProblemState
            thing={t`The phone could not be shown`}
            error={phones.error}
            onRetry={() => void phones.refetch()}
            retrying={phones.isFetching}
          />
        )
      ) : phones.data.verified === null && phones.data.waiting === null ? (
        <p className="text-muted">
          <Trans>No phone is verified.</Trans>
        </p>
      ) : (
        <KeyValue
          entries={[
            ...(phones.data.verified === null
              ? []
              : [
                  {
                    key: "verified",
                    label: <Trans>Phone number</Trans>,
                    value: (
                      <span className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
                        <bdi className="figures font-medium">{phones.data.verified.number}</bdi>
                        <Tag tone="done">{t`Verified`}</Tag>
                        <Instant at={phones.data.verified.verifiedAt} />
                      </span>
                    ),
                  },
                  {
                    key: "elsewhere",
                    label: <Trans>Same phone elsewhere</Trans>,
                    value: (
                      <Plural
                        value={phones.data.elsewhere ?? 0}
                        _0="Not used elsewhere"
                        one="At # other account"
                        other="At # other accounts"
                      />
                    ),
                  },
                ]),
            ...(phones.data.waiting === null
              ? []
              : [
                  {
                    key: "waiting",
                    label: <Trans>Waits for its code</Trans>,
                    value: <bdi className="figures">{phones.data.waiting.number}</bdi>,
                  },
                ]),
          ]}
        />
      )}
    </Section>
  );
}
