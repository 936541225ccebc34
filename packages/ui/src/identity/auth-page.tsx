import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { type Locale, localeNames, locales } from "../foundation/locale.ts";
import { useLocale } from "../foundation/use-locale.ts";
import { Brand } from "../layout/brand.tsx";
import { PageHeader } from "../layout/page-header.tsx";

/** The frame of the pages before sign-in: one narrow column, the language choice at its foot. */
export function AuthPage(props: {
  readonly title: string;
  readonly description?: ReactNode;
  /** Name of the area when it is not the customer's. */
  readonly area?: string;
  readonly onLocale: (locale: Locale) => void;
  readonly children: ReactNode;
}) {
  const { title, description, area, onLocale, children } = props;
  const { t } = useLingui();
  const current = useLocale();
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-sm flex-col px-5 pt-[12vh] pb-8 phone:pt-10">
      <header className="mb-10">
        <Brand {...(area === undefined ? {} : { area })} />
      </header>
      <main className="flex-1">
        <PageHeader title={title} description={description} />
        {children}
      </main>
      <nav aria-label={t`Language`} className="mt-10 flex gap-4 text-sm">
        {locales.map((locale) => (
          <button
            key={locale}
            type="button"
            lang={locale}
            aria-current={locale === current ? "true" : undefined}
            className="min-h-6 rounded-sm text-muted underline-offset-4 hover:text-ink hover:underline aria-current:font-medium aria-current:text-ink"
            onClick={() => onLocale(locale)}
          >
            {localeNames[locale]}
          </button>
        ))}
      </nav>
    </div>
  );
}
