import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, TextInput } from "@tenure/ui";
import { problemOf, useIdempotencyKey } from "@tenure/ui/app";
import { useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import { PhoneProblem } from "./phone-problem.tsx";

/** Telephone books wrap numbers in marks of direction, which a paste brings along. */
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** Asks for a number and has its code sent. To replace a verified phone asks for a second factor first. */
export function PhoneNumberForm(props: {
  readonly how: "add" | "replace";
  readonly onDone: () => void;
  readonly onCancel: (() => void) | null;
}) {
  const { how, onDone, onCancel } = props;
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const queryClient = useQueryClient();
  const { idempotencyKey, renew } = useIdempotencyKey();
  const [number, setNumber] = useState("");
  const settings = {
    trpc: { context: { idempotencyKey } },
    onSuccess: async () => {
      renew();
      await queryClient.invalidateQueries({ queryKey: trpc.phones.pathKey() });
      onDone();
    },
  };
  const add = useMutation(trpc.phones.add.mutationOptions(settings));
  const replace = useMutation(trpc.phones.replace.mutationOptions(settings));
  const sending = how === "add" ? add : replace;
  const problem = sending.error === null ? null : problemOf(sending.error);
  const wrong = problem?.fields["number"];
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        sending.mutate({ accountId: account.id, number: number.trim() });
      }}
    >
      <TextInput
        label={how === "add" ? t`Mobile number` : t`New mobile number`}
        hint={t`With the country in front, such as +46 70 174 06 05.`}
        error={
          wrong === undefined
            ? undefined
            : wrong === "not a mobile number"
              ? t`Text messages do not reach this kind of number.`
              : t`This is no phone number. Begin with the country: +46, +86, …`
        }
        type="tel"
        autoComplete="tel"
        maxLength={40}
        className="max-w-sm"
        value={number}
        onChange={(event) => {
          setNumber(event.target.value.replaceAll(INVISIBLE, ""));
          renew();
        }}
      />
      {wrong === undefined && <PhoneProblem error={sending.error} />}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" tone="primary" loading={sending.isPending}>
          <Trans>Send a code</Trans>
        </Button>
        {onCancel !== null && (
          <Button onClick={onCancel}>
            <Trans>Cancel</Trans>
          </Button>
        )}
      </div>
    </form>
  );
}
