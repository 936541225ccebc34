import { Trans, useLingui } from "@lingui/react/macro";
import {
  Brand,
  Button,
  chooseTheme,
  currentTheme,
  localeNames,
  locales,
  PageHeader,
  Section,
  Select,
  subscribeTheme,
  themeChoices,
  UiSettingsProvider,
  useLocale,
} from "@tenure/ui";
import { useSyncExternalStore } from "react";
import { changeLocale } from "../../i18n/change-locale.ts";
import { ActionsPart } from "./actions-part.tsx";
import { DecisionsPart } from "./decisions-part.tsx";
import { DisplayPart } from "./display-part.tsx";
import { FeedbackPart } from "./feedback-part.tsx";
import { FormsPart } from "./forms-part.tsx";
import { LayoutPart } from "./layout-part.tsx";
import { TablesPart } from "./tables-part.tsx";

/** Every component in every state, for looking at: the place to check a change in both themes and languages. */
export function GalleryPage() {
  const { t } = useLingui();
  const locale = useLocale();
  const theme = useSyncExternalStore(subscribeTheme, currentTheme);
  const themeNames = { system: t`Like the device`, light: t`Light`, dark: t`Dark` };
  return (
    <UiSettingsProvider timeZone="Asia/Shanghai" clockOffsetMs={0}>
      <main className="mx-auto max-w-4xl px-8 py-10 phone:px-4">
        <div className="mb-8 flex flex-wrap items-end justify-between gap-4">
          <Brand area={t`Gallery`} />
          <div className="flex items-end gap-3">
            <Select
              label={t`Appearance`}
              value={theme}
              options={themeChoices.map((value) => ({ value, label: themeNames[value] }))}
              onChange={(event) => {
                const choice = themeChoices.find((each) => each === event.currentTarget.value);
                if (choice) chooseTheme(choice);
              }}
            />
            {locales
              .filter((each) => each !== locale)
              .map((each) => (
                <Button key={each} lang={each} onClick={() => void changeLocale(each)}>
                  {localeNames[each]}
                </Button>
              ))}
          </div>
        </div>
        <PageHeader
          title={t`Gallery`}
          description={<Trans>Every component in every state. All values are samples.</Trans>}
        />
        <Section title={t`Decision sheet`}>
          <DecisionsPart />
        </Section>
        <Section title={t`Numbers, instants, states`}>
          <DisplayPart />
        </Section>
        <Section title={t`Tables and search`}>
          <TablesPart />
        </Section>
        <Section title={t`Actions`}>
          <ActionsPart />
        </Section>
        <Section title={t`Forms`}>
          <FormsPart />
        </Section>
        <Section title={t`Empty, failed, loading`}>
          <FeedbackPart />
        </Section>
        <Section title={t`Order on a page`}>
          <LayoutPart />
        </Section>
      </main>
    </UiSettingsProvider>
  );
}
