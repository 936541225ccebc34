import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useId, useState } from "react";
import { Button } from "../actions/button.tsx";
import { problemOf } from "../app/api-problem.ts";
import { ProblemCallout } from "../app/problem-state.tsx";
import { Checkbox } from "../forms/checkbox.tsx";
import { Select } from "../forms/select.tsx";
import { TextInput } from "../forms/text-input.tsx";
import { Dialog } from "../overlays/dialog.tsx";

const LIFETIMES_DAYS = [30, 90, 180, 365] as const;
const USUAL_LIFETIME_DAYS = 90;

/** What is wished of a key. */
export interface KeyWishes<Scope extends string> {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly lifetimeDays: number;
  /** Addresses and networks from which it may be used; none: from anywhere. */
  readonly allowedNetworks: readonly string[];
}

/** Asks what a new key is called, what it may do, from where, and for how long. */
export function KeyForm<Scope extends string>(props: {
  readonly title: string;
  readonly description?: ReactNode;
  /** What the button does: "Create key". */
  readonly submit: ReactNode;
  /** Example of a name. */
  readonly nameHint: string;
  /** Over the scopes: "It may". */
  readonly may: ReactNode;
  /** Every scope that is offered, with what it allows, in words. */
  readonly words: Readonly<Record<Scope, string>>;
  readonly usual: readonly Scope[];
  /** Left out where a key cannot be bound to addresses. */
  readonly networks?: true;
  /** From when on its days count, where that is not now. */
  readonly lifetimeHint?: string;
  readonly pending: boolean;
  readonly problem: unknown;
  /** Something else is wished for: what is sent next is another intent. */
  readonly onChange: () => void;
  readonly onSubmit: (wishes: KeyWishes<Scope>) => void;
  readonly onClose: () => void;
}) {
  const { words, pending, problem, onChange, onSubmit, onClose } = props;
  const { t } = useLingui();
  const formId = useId();
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<readonly Scope[]>(props.usual);
  const [networks, setNetworks] = useState("");
  const [days, setDays] = useState<number>(USUAL_LIFETIME_DAYS);
  const [tried, setTried] = useState(false);
  const { fields } = problemOf(problem);
  const networkError = Object.entries(fields).find(([path]) => path.startsWith("allowedNetworks"))?.[1];
  const offered = Object.keys(words).filter((scope): scope is Scope => scope in words);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      locked={pending}
      title={props.title}
      description={props.description}
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" form={formId} tone="primary" loading={pending}>
            {props.submit}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        className="flex flex-col gap-5 pb-1"
        onChange={onChange}
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (name.trim() === "" || scopes.length === 0) return;
          onSubmit({
            name: name.trim(),
            scopes,
            lifetimeDays: days,
            allowedNetworks: networks.split(/[\s,;]+/).filter((each) => each !== ""),
          });
        }}
      >
        <TextInput
          label={t`Key name`}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={80}
          autoComplete="off"
          hint={props.nameHint}
          error={tried && name.trim() === "" ? t`Give the key a name.` : fields["name"]}
        />
        <fieldset className="flex flex-col gap-2.5">
          <legend className="mb-2 font-medium">{props.may}</legend>
          {offered.map((scope) => (
            <Checkbox
              key={scope}
              name={scope}
              label={words[scope]}
              hint={<code className="font-mono">{scope}</code>}
              checked={scopes.includes(scope)}
              onCheckedChange={(checked) => {
                setScopes(checked ? [...scopes, scope] : scopes.filter((each) => each !== scope));
                onChange();
              }}
            />
          ))}
          {tried && scopes.length === 0 && (
            <p role="alert" className="text-sm text-refused">
              <Trans>Choose at least one.</Trans>
            </p>
          )}
        </fieldset>
        {props.networks === true && (
          <TextInput
            label={t`Only from these addresses`}
            value={networks}
            onChange={(event) => setNetworks(event.currentTarget.value)}
            autoComplete="off"
            spellCheck={false}
            placeholder="203.0.113.7, 198.51.100.0/24"
            hint={t`IP addresses and networks, with commas between them. Empty: from anywhere.`}
            error={networkError}
          />
        )}
        <Select
          label={t`Ends after`}
          {...(props.lifetimeHint === undefined ? {} : { hint: props.lifetimeHint })}
          value={String(days)}
          onChange={(event) => setDays(Number(event.currentTarget.value))}
          options={LIFETIMES_DAYS.map((each) => ({ value: String(each), label: t`${each} days` }))}
        />
        <ProblemCallout error={problem} />
      </form>
    </Dialog>
  );
}
