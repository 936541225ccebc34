import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { MAX_DOCUMENTS } from "@tenure/core/subjects";
import { FileUpload, sendFile } from "@tenure/ui";
import { ProblemCallout, useIdempotencyKey } from "@tenure/ui/app";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import type { Review } from "./types.ts";

/** The documents of a review: adding with progress, taking away. */
export function DocumentFiles(props: { readonly review: Review }) {
  const { review } = props;
  const { t } = useLingui();
  const { account } = useCurrentAccount();
  const queryClient = useQueryClient();
  const { idempotencyKey, renew } = useIdempotencyKey();
  const changed = () => queryClient.invalidateQueries({ queryKey: trpc.documentReviews.pathKey() });
  const remove = useMutation(
    trpc.documentReviews.removeFile.mutationOptions({
      trpc: { context: { idempotencyKey } },
      onSuccess: () => {
        renew();
        return changed();
      },
    }),
  );
  const isOpen = review.writable && review.files.length < MAX_DOCUMENTS;
  return (
    <div className="flex flex-col gap-3">
      <FileUpload
        label={t`Add documents`}
        hint={
          <Trans>
            An extract from the register, and proof of who may sign for it. PDF, PNG or JPEG, 10 MB each.
          </Trans>
        }
        files={review.files}
        {...(isOpen
          ? {
              send: (file: File, onProgress: (percent: number) => void) =>
                sendFile(`/v1/accounts/${account.id}/document-reviews/${review.id}/files`, file, onProgress),
            }
          : {})}
        onSent={changed}
        onRemove={(fileId) => remove.mutate({ accountId: account.id, reviewId: review.id, fileId })}
        removingId={remove.isPending ? remove.variables.fileId : undefined}
      />
      <ProblemCallout error={remove.error} />
    </div>
  );
}
