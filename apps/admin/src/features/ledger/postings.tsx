import { Trans, useLingui } from "@lingui/react/macro";
import { AccountCode } from "./account-code.tsx";
import { BookAmount } from "./book-amount.tsx";
import type { Journal } from "./types.ts";

/** All sides of one movement: debits first, then credits; both columns have the same sum. */
export function Postings(props: { readonly postings: Journal["postings"] }) {
  const { postings } = props;
  const { t } = useLingui();
  const currency = (postings[0]?.debit ?? postings[0]?.credit)?.currency ?? "";
  return (
    <table className="w-full border-collapse text-left text-sm">
      <caption className="sr-only">{t`Postings`}</caption>
      <thead>
        <tr className="text-muted">
          <th scope="col" className="py-1 pr-3 font-normal">
            <Trans context="ledger">Account</Trans>
          </th>
          <th scope="col" className="px-3 py-1 text-right font-normal whitespace-nowrap">
            <Trans>Debit ({currency})</Trans>
          </th>
          <th scope="col" className="py-1 pl-3 text-right font-normal whitespace-nowrap">
            <Trans>Credit ({currency})</Trans>
          </th>
        </tr>
      </thead>
      <tbody>
        {postings.map((posting, position) => (
          // Postings of a journal are never changed or reordered.
          // Their position is what they are known by.
          <tr key={position} className="border-t border-hairline align-baseline">
            <td className="py-1.5 pr-3 [&>span]:items-start!">
              <AccountCode code={posting.code} reference={posting.reference} lotKind={posting.lotKind} />
            </td>
            <td className="figures px-3 py-1.5 text-right">
              <BookAmount value={posting.debit} />
            </td>
            <td className="figures py-1.5 pl-3 text-right">
              <BookAmount value={posting.credit} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
