import { useQueryClient } from "@tanstack/react-query";
import type { InvoicePdf } from "@tenure/ui";
import { trpc } from "../trpc.ts";
import { useCurrentAccount } from "./current-account.tsx";

/** How the printed form of a document is fetched; the same document is always the same file, so once is enough. */
export function useInvoicePdf(): (invoiceId: string) => Promise<InvoicePdf> {
  const queryClient = useQueryClient();
  const { account } = useCurrentAccount();
  return (invoiceId) =>
    queryClient.fetchQuery(
      trpc.invoices.pdf.queryOptions(
        { accountId: account.id, invoiceId },
        { staleTime: Number.POSITIVE_INFINITY },
      ),
    );
}
