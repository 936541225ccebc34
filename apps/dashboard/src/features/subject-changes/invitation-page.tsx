import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, buttonClass, Callout, PageHeader, Skeleton } from "@tenure/ui";
import { ProblemCallout, problemOf, ProblemState, useIdempotencyKey } from "@tenure/ui/app";
import { sessionQuery } from "@tenure/ui/identity";
import { useEffect } from "react";
import { keepInvitation, useKeptInvitation } from "../../account/kept-invitation.ts";
import { trpc } from "../../trpc.ts";
import { IncomingView } from "./incoming-view.tsx";

/** The other side and our staff act meanwhile; whoever waits here sees it take effect. */
const RENEWAL_MS = 5000;

/**
 * Where the mail's link leads: sign in or up and come back, take the invitation up, then everything that leads to accepting.
 * The secret stands behind the hash, which no server sees; it waits in this browser while somebody signs in.
 */
export function InvitationPage(props: { readonly changeId: string }) {
  const { changeId } = props;
  const { t } = useLingui();
  const session = useQuery(sessionQuery);
  const kept = useKeptInvitation();
  const secret = kept?.changeId === changeId ? kept.secret : null;
  useEffect(() => {
    const inLink = window.location.hash.slice(1);
    if (inLink === "") return;
    keepInvitation({ changeId, secret: inLink });
    // It is kept; standing in the address it would be copied along with it.
    window.history.replaceState(window.history.state, "", window.location.pathname);
  }, [changeId]);
  return (
    <>
      {session.isPending && <Skeleton lines={5} />}
      {session.data === null && <SignInFirst changeId={changeId} />}
      {session.error && (
        <ProblemState
          thing={t`Whether you are signed in could not be found out`}
          error={session.error}
          onRetry={() => void session.refetch()}
          retrying={session.isFetching}
        />
      )}
      {session.data && <SignedIn changeId={changeId} secret={secret} email={session.data.user.email} />}
    </>
  );
}

function SignInFirst(props: { readonly changeId: string }) {
  const { t } = useLingui();
  return (
    <>
      <PageHeader
        title={t`An account is to pass to you`}
        description={
          <Trans>
            Somebody applied to pass the account they hold, with everything in it, to you. You read what that
            means before you accept anything, and you can decline.
          </Trans>
        }
      />
      <div className="flex flex-col items-start gap-5">
        <p className="max-w-prose">
          <Trans>
            Sign in with your own login, or create one. The invitation waits in this browser; if you lose it,
            open the link of the mail again.
          </Trans>
        </p>
        <div className="flex flex-wrap gap-2">
          <Link
            to="/sign-in"
            search={{ next: `/ownership-invitation/${props.changeId}` }}
            className={buttonClass("primary")}
          >
            <Trans>Sign in</Trans>
          </Link>
          <Link to="/sign-up" className={buttonClass("secondary")}>
            <Trans>Create a login</Trans>
          </Link>
        </div>
      </div>
    </>
  );
}

function SignedIn(props: {
  readonly changeId: string;
  readonly secret: string | null;
  readonly email: string;
}) {
  const { changeId, secret, email } = props;
  const { t } = useLingui();
  const incoming = useQuery({
    ...trpc.subjectChanges.incoming.get.queryOptions({ changeId }, { retry: false }),
    refetchInterval: ({ state }) => (state.data?.state === "open" ? RENEWAL_MS : false),
  });
  if (incoming.isPending) return <Skeleton lines={8} />;
  if (incoming.data !== undefined) return <IncomingView incoming={incoming.data} />;
  if (problemOf(incoming.error).code !== "not_found")
    return (
      <ProblemState
        thing={t`The invitation could not be loaded`}
        error={incoming.error}
        onRetry={() => void incoming.refetch()}
        retrying={incoming.isFetching}
      />
    );
  return (
    <>
      <PageHeader title={t`An account is to pass to you`} />
      {secret === null ? (
        <Callout tone="warning" title={t`This login has no such invitation`}>
          <Trans>
            You are signed in as {email}. Open the link of the mail again in this browser, or sign in with the
            login that took the invitation up.
          </Trans>
        </Callout>
      ) : (
        <TakeUp changeId={changeId} secret={secret} email={email} />
      )}
    </>
  );
}

function TakeUp(props: { readonly changeId: string; readonly secret: string; readonly email: string }) {
  const { changeId, secret, email } = props;
  const queryClient = useQueryClient();
  const { idempotencyKey, renew } = useIdempotencyKey();
  const claim = useMutation(
    trpc.subjectChanges.incoming.claim.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: trpc.subjectChanges.incoming.pathKey() });
        keepInvitation(null);
      },
      onError: (error) => {
        if (problemOf(error).code !== "unreachable") renew();
      },
    }),
  );
  return (
    <div className="flex max-w-prose flex-col items-start gap-5">
      <p>
        <Trans>
          You are signed in as <strong className="font-medium wrap-anywhere">{email}</strong>. With this login
          you take the invitation up; nobody else can then. Nothing is accepted by it.
        </Trans>
      </p>
      <ProblemCallout error={claim.error} />
      <Button tone="primary" loading={claim.isPending} onClick={() => claim.mutate({ changeId, secret })}>
        <Trans>Take the invitation up</Trans>
      </Button>
    </div>
  );
}
