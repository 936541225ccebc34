import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { diffPolicies, type Policy, policySchema } from "@tenure/core/policy";
import { earliestEffect } from "@tenure/core/policy-versions";
import {
  Button,
  buttonClass,
  Callout,
  Instant,
  PageHeader,
  Section,
  Select,
  TextInput,
  UiSettingsProvider,
  useNotify,
  useNow,
  usePolicyBook,
  useUiSettings,
} from "@tenure/ui";
import { ProblemCallout, problemOf } from "@tenure/ui/app";
import { type ReactNode, useRef, useState } from "react";
import { useStaffAction } from "../../staff/use-staff-action.ts";
import { useDenial } from "../../staff/use-staff.ts";
import { trpc } from "../../trpc.ts";
import { FieldInput, kindOf, valueOf } from "./field-input.tsx";
import { FIELD_GROUPS, fieldOf, type PolicyField, unknownPaths, valueAt, withValue } from "./fields.ts";
import { useIssueWords } from "./use-issue-words.ts";
import { VersionDiff } from "./version-diff.tsx";

const DAY_MS = 86_400_000;
/** Stands for the name that the API gives: it depends on what has been proposed before. */
const UNNAMED = "0000-00";

/** A version of the policy as it is being filled in. */
interface Draft {
  readonly baseVersion: string;
  readonly texts: Readonly<Record<string, string>>;
  /** `2026-12-01T00:00`, in UTC. */
  readonly from: string;
  readonly reason: string;
}

/** Proposes a version: the values of another one, changed; shown in words before it is proposed. */
export function ProposePage() {
  const { t } = useLingui();
  const book = usePolicyBook();
  const denied = useDenial()("policy_version.propose");
  const [first] = useState(() => Date.now());
  const [draft, setDraft] = useState<Draft>({
    baseVersion: book.versions.at(-1)?.version ?? "",
    texts: {},
    from: `${new Date(first + 7 * DAY_MS).toISOString().slice(0, 10)}T00:00`,
    reason: "",
  });
  const [proposal, setProposal] = useState<Policy | null>(null);
  return (
    <>
      <PageHeader
        title={t`Propose a version of the policy`}
        back={
          <Link to="/policy" className="text-link">
            <Trans>Policy</Trans>
          </Link>
        }
        description={
          <Trans>
            Nothing changes by a proposal. Another administrator has to approve it; then it holds from its
            instant on, for what is bought and decided from then on.
          </Trans>
        }
      />
      {denied !== undefined ? (
        <Callout tone="warning" title={denied} />
      ) : proposal === null ? (
        <DraftForm draft={draft} onDraft={setDraft} onPreview={setProposal} />
      ) : (
        <ProposalPreview draft={draft} policy={proposal} onBack={() => setProposal(null)} />
      )}
    </>
  );
}

/** The instant in a field that knows no zone: what is written counts as UTC, as its label says. */
function instantOf(from: string): string | null {
  const atMs = Date.parse(`${from}Z`);
  return Number.isNaN(atMs) ? null : new Date(atMs).toISOString();
}

/** An instant as UTC has it, which is what is filled in, and as the reader's own clock will show it. */
function BothClocks(props: { readonly at: string }) {
  const { at } = props;
  const { timeZone } = useUiSettings();
  return timeZone === "UTC" ? (
    <Trans>
      <InUtc at={at} /> UTC
    </Trans>
  ) : (
    <Trans>
      <InUtc at={at} /> UTC · <Instant at={at} plain /> your time
    </Trans>
  );
}

function InUtc(props: { readonly at: string }) {
  const { clockOffsetMs } = useUiSettings();
  return (
    <UiSettingsProvider timeZone="UTC" clockOffsetMs={clockOffsetMs}>
      <Instant at={props.at} plain />
    </UiSettingsProvider>
  );
}

function DraftForm(props: {
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
  readonly onPreview: (policy: Policy) => void;
}) {
  const { draft, onDraft, onPreview } = props;
  const { t, i18n } = useLingui();
  const book = usePolicyBook();
  const wordsOf = useIssueWords();
  const form = useRef<HTMLFormElement>(null);
  const [tried, setTried] = useState(false);
  const now = new Date(useNow(60_000)).toISOString();
  const base = book.byVersion(draft.baseVersion) ?? book.at(now);
  const baseBody: Readonly<Record<string, unknown>> = policySchema.encode(base);
  const others = unknownPaths(baseBody);
  const effectiveFrom = instantOf(draft.from);
  let body: Record<string, unknown> = { ...baseBody, version: UNNAMED, effectiveFrom };
  for (const [path, text] of Object.entries(draft.texts))
    body = withValue(body, path, valueOf(fieldOf(path)?.kind ?? kindOf(valueAt(baseBody, path)), text));
  const read = policySchema.safeParse(body);
  const errors = new Map<string, { words: string; code: string }>();
  for (const issue of read.error?.issues ?? []) {
    const path = issue.path.map(String).join(".");
    const name = fieldOf(path)?.path ?? others.find((each) => path.startsWith(each)) ?? path;
    // A refinement over several fields is said at the first of them.
    const at = [...FIELD_GROUPS.flatMap(({ fields }) => fields.map((field) => field.path)), ...others].find(
      (each) => each === name || each.startsWith(`${name}.`),
    );
    if (!errors.has(at ?? name)) errors.set(at ?? name, { words: wordsOf(issue), code: issue.code });
  }
  const early = effectiveFrom !== null && effectiveFrom < earliestEffect(now);
  const same = read.success && diffPolicies(book.at(read.data.effectiveFrom), read.data).values.length === 0;
  const input = (field: Pick<PolicyField, "path" | "kind" | "words"> & { label: ReactNode }) => {
    const error = errors.get(field.path);
    return (
      <FieldInput
        key={field.path}
        field={field}
        base={valueAt(baseBody, field.path)}
        text={draft.texts[field.path]}
        error={
          error && (
            <>
              {error.words} <code className="text-muted">{error.code}</code>
            </>
          )
        }
        onText={(text) => onDraft({ ...draft, texts: { ...draft.texts, [field.path]: text } })}
      />
    );
  };
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (read.success && !same && !early && draft.reason.trim().length >= 3) onPreview(read.data);
        else
          requestAnimationFrame(() =>
            form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus(),
          );
      }}
    >
      <Section title={t`When and why`}>
        <div className="grid grid-cols-2 gap-x-8 gap-y-4 phone:grid-cols-1">
          <Select
            label={t`Based on`}
            hint={t`Its values stand in the fields below.`}
            value={base.version}
            onChange={(event) => onDraft({ ...draft, baseVersion: event.target.value, texts: {} })}
            options={book.versions.map(({ version }) => ({ value: version, label: version }))}
          />
          <TextInput
            type="datetime-local"
            label={t`Holds from (UTC)`}
            value={draft.from}
            onChange={(event) => onDraft({ ...draft, from: event.target.value })}
            hint={effectiveFrom !== null && <BothClocks at={effectiveFrom} />}
            error={
              effectiveFrom === null
                ? t`Write a day and a time.`
                : early
                  ? t`At least a quarter of an hour from now: by then every process knows of it.`
                  : undefined
            }
          />
          <TextInput
            label={t`Reason`}
            className="col-span-full"
            value={draft.reason}
            maxLength={500}
            onChange={(event) => onDraft({ ...draft, reason: event.target.value })}
            hint={t`Who approves reads it, and so does whoever looks back.`}
            error={
              tried && draft.reason.trim().length < 3 ? t`Say in a sentence why this is to hold.` : undefined
            }
          />
        </div>
      </Section>
      {FIELD_GROUPS.map((group) => (
        <Section key={group.title.id} title={i18n._(group.title)}>
          <div className="grid grid-cols-3 items-start gap-x-8 gap-y-4 phone:grid-cols-1">
            {group.fields.map((field) => input({ ...field, label: i18n._(field.label) }))}
          </div>
        </Section>
      ))}
      {others.length > 0 && (
        <Section title={t`Others`}>
          <div className="grid grid-cols-3 items-start gap-x-8 gap-y-4 phone:grid-cols-1">
            {others.map((path) =>
              input({
                path,
                kind: kindOf(valueAt(baseBody, path)),
                label: <code className="text-sm">{path}</code>,
              }),
            )}
          </div>
        </Section>
      )}
      <div className="sticky bottom-0 phone:bottom-[var(--bottom-bar,0px)] flex flex-wrap items-center gap-3 border-t border-hairline-strong bg-page py-3">
        <Button type="submit" tone="primary">
          <Trans>Preview</Trans>
        </Button>
        <Link to="/policy" className={buttonClass("secondary")}>
          <Trans>Cancel</Trans>
        </Link>
        {tried && !read.success && (
          <span role="alert" className="text-refused">
            <Trans>Some values cannot be used; they say why.</Trans>
          </span>
        )}
        {tried && same && (
          <span role="alert" className="text-refused">
            <Trans>Nothing differs yet from what will hold then.</Trans>
          </span>
        )}
      </div>
    </form>
  );
}

function ProposalPreview(props: {
  readonly draft: Draft;
  readonly policy: Policy;
  readonly onBack: () => void;
}) {
  const { draft, policy, onBack } = props;
  const { t } = useLingui();
  const book = usePolicyBook();
  const notify = useNotify();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const follows = book.at(policy.effectiveFrom);
  const propose = useStaffAction(
    (idempotencyKey) =>
      trpc.policyVersions.propose.mutationOptions({ trpc: { context: { idempotencyKey } } }),
    ({ version }) => {
      notify({ tone: "done", title: t`${version} is proposed` });
      void queryClient.invalidateQueries({ queryKey: trpc.policyVersions.pathKey() });
      void navigate({ to: "/policy", search: { version } });
    },
  );
  const fields = Object.entries(problemOf(propose.error).fields);
  return (
    <>
      <Section
        title={t`What it says otherwise`}
        description={
          <Trans>
            Compared with {follows.version}, which it would follow on <Instant at={policy.effectiveFrom} />.
          </Trans>
        }
      >
        <VersionDiff before={follows} after={policy} afterName={t`proposed`} />
      </Section>
      <ProblemCallout error={propose.error} />
      {fields.length > 0 && (
        <ul className="mt-2 flex flex-col gap-1">
          {fields.map(([path, message]) => (
            <li key={path}>
              <code className="text-sm">{path}</code>: {message}
            </li>
          ))}
        </ul>
      )}
      <div className="sticky bottom-0 phone:bottom-[var(--bottom-bar,0px)] flex flex-wrap gap-3 border-t border-hairline-strong bg-page py-3">
        <Button
          tone="primary"
          loading={propose.isPending}
          onClick={() =>
            propose.mutate({
              policy: policySchema.encode(policy),
              effectiveFrom: policy.effectiveFrom,
              reason: draft.reason.trim(),
            })
          }
        >
          <Trans>Propose this version</Trans>
        </Button>
        <Button onClick={onBack}>
          <Trans>Back</Trans>
        </Button>
      </div>
    </>
  );
}
