import { type TransactionKind, transactionKinds } from "@tenure/core/contract";
import { readSort } from "@tenure/ui";

/** What the address of the credits page says of the transactions: a link to it shows the same. */
export interface TransactionsSearch {
  readonly kind?: TransactionKind;
  readonly sort?: string;
}

/** Reads a kind of transactions; what is none is left out. */
export function readKind(raw: unknown): Pick<TransactionsSearch, "kind"> {
  const kind = transactionKinds.find((each) => each === raw);
  return kind === undefined ? {} : { kind };
}

/** Reads an address; what makes no sense is left out. */
export const readTransactionsSearch = (raw: Readonly<Record<string, unknown>>): TransactionsSearch => ({
  ...readKind(raw["kind"]),
  ...readSort(raw["sort"]),
});
