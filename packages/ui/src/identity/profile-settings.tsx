import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { Button } from "../actions/button.tsx";
import { Callout } from "../feedback/callout.tsx";
import { Select } from "../forms/select.tsx";
import { TextInput } from "../forms/text-input.tsx";
import { type Locale, localeNames, locales, toLocale } from "../foundation/locale.ts";
import { chooseTheme, currentTheme, subscribeTheme, themeChoices } from "../foundation/theme.ts";
import { useLocale } from "../foundation/use-locale.ts";
import { Section } from "../layout/section.tsx";
import { useNotify } from "../overlays/toast.tsx";
import { identity } from "./client.ts";
import { formText } from "./form-text.ts";
import { answered } from "./identity-error.ts";
import { sessionQuery } from "./session.ts";
import { useIdentityWords } from "./use-identity-words.ts";

/** The person's name; language and appearance of this device. */
export function ProfileSettings(props: { readonly onLocale: (locale: Locale) => void }) {
  const { t } = useLingui();
  const wordsFor = useIdentityWords();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const locale = useLocale();
  const theme = useSyncExternalStore(subscribeTheme, currentTheme);
  const { data: session } = useSuspenseQuery(sessionQuery);
  const rename = useMutation({
    mutationFn: (name: string) => answered(identity.updateUser({ name })),
    onSuccess: () => {
      notify({ tone: "done", title: t`Name saved` });
      return queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
    },
  });
  const themeNames = { system: t`Like the device`, light: t`Light`, dark: t`Dark` };
  if (!session) return null;
  return (
    <div>
      <Section title={t`You`}>
        <form
          className="flex max-w-sm flex-col items-start gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            rename.mutate(formText(new FormData(event.currentTarget), "name"));
          }}
        >
          {rename.error && (
            <Callout tone="refused" live>
              {wordsFor(rename.error)}
            </Callout>
          )}
          <TextInput
            className="w-full"
            label={t({ message: "Name", context: "person" })}
            name="name"
            defaultValue={session.user.name}
            autoComplete="name"
            maxLength={120}
          />
          <TextInput
            className="w-full"
            label={t`E-mail`}
            name="email"
            value={session.user.email}
            readOnly
            hint={t`It receives notices about money and ownership. It cannot be changed.`}
          />
          <Button type="submit" loading={rename.isPending}>
            <Trans>Save name</Trans>
          </Button>
        </form>
      </Section>
      <Section title={t`On this device`}>
        <div className="flex max-w-sm flex-col gap-4">
          <Select
            label={t`Language`}
            value={locale}
            onChange={(event) => props.onLocale(toLocale(event.currentTarget.value))}
            options={locales.map((value) => ({ value, label: localeNames[value] }))}
          />
          <Select
            label={t`Appearance`}
            value={theme}
            onChange={(event) => {
              const choice = themeChoices.find((each) => each === event.currentTarget.value);
              if (choice) chooseTheme(choice);
            }}
            options={themeChoices.map((value) => ({ value, label: themeNames[value] }))}
          />
        </div>
      </Section>
    </div>
  );
}
