import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { Checkbox } from "@tenure/ui";
import type { ReactNode } from "react";

/** What must be agreed to before paying: the terms (T2.1) and the charge with its renewals (T1.2, T2.2). */
export interface Agreed {
  readonly terms: boolean;
  readonly charge: boolean;
}

/** The consents of a purchase; `missing` marks those that were not given when it was tried. */
export function Consents(props: {
  readonly agreed: Agreed;
  readonly onAgreed: (agreed: Agreed) => void;
  readonly missing: boolean;
  readonly termsVersion: string;
  /** What is charged, now and later, in words. */
  readonly charge: ReactNode;
}) {
  const { agreed, onAgreed, missing, termsVersion } = props;
  const { t } = useLingui();
  const error = t`Without your consent there can be no order.`;
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-2.5 font-medium">
        <Trans>You agree</Trans>
      </legend>
      <Checkbox
        name="terms"
        checked={agreed.terms}
        onCheckedChange={(terms) => onAgreed({ ...agreed, terms })}
        label={
          <Trans>
            I have read and accept the{" "}
            <Link to="/policy" search={{ version: termsVersion }} target="_blank" className="text-link">
              policy, version {termsVersion}
            </Link>
          </Trans>
        }
        error={missing && !agreed.terms && error}
      />
      <Checkbox
        name="charge"
        checked={agreed.charge}
        onCheckedChange={(charge) => onAgreed({ ...agreed, charge })}
        label={props.charge}
        error={missing && !agreed.charge && error}
      />
    </fieldset>
  );
}
