import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { Brand, localeNames, locales, useLocale } from "@tenure/ui";
import type { ReactNode } from "react";
import { changeLocale } from "../i18n/change-locale.ts";

/** The frame of pages that anybody may read, signed in or not: brand, languages, the way in. */
export function PublicPage(props: { readonly children: ReactNode }) {
  const { t } = useLingui();
  const current = useLocale();
  return (
    <div className="mx-auto w-full max-w-3xl px-8 pb-16 phone:px-4">
      <header
        data-print="hide"
        className="mb-10 flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b border-hairline py-3.5"
      >
        <Brand />
        <div className="flex items-center gap-5">
          <nav aria-label={t`Language`} className="flex gap-3">
            {locales.map((locale) => (
              <button
                key={locale}
                type="button"
                lang={locale}
                aria-current={locale === current ? "true" : undefined}
                className="min-h-6 rounded-sm text-muted underline-offset-4 hover:text-ink hover:underline aria-current:font-medium aria-current:text-ink"
                onClick={() => void changeLocale(locale)}
              >
                {localeNames[locale]}
              </button>
            ))}
          </nav>
          <Link to="/" className="text-link">
            <Trans>Your account</Trans>
          </Link>
        </div>
      </header>
      <main id="content">{props.children}</main>
    </div>
  );
}
