import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { judgeDocument, MAX_DOCUMENTS } from "@tenure/core/subjects";
import { Button, Callout } from "@tenure/ui";
import { ProblemCallout, useIdempotencyKey } from "@tenure/ui/app";
import { useId, useState } from "react";
import { useCurrentAccount } from "../../account/current-account.tsx";
import { trpc } from "../../trpc.ts";
import type { Review } from "./types.ts";
import { uploadDocument } from "./upload-document.ts";
import { useReviewWords } from "./use-review-words.ts";

/** The documents of a review: adding with progress, taking away. A file is judged here as the server judges it. */
export function DocumentFiles(props: { readonly review: Review }) {
  const { review } = props;
  const { t, i18n } = useLingui();
  const words = useReviewWords();
  const inputId = useId();
  const { account } = useCurrentAccount();
  const queryClient = useQueryClient();
  const { idempotencyKey, renew } = useIdempotencyKey();
  const [progress, setProgress] = useState<{ readonly name: string; readonly percent: number } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
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
  const add = async (files: readonly File[]) => {
    setProblem(null);
    for (const file of files) {
      const judged = judgeDocument(new Uint8Array(await file.arrayBuffer()));
      if (judged.problem !== null) {
        setProblem(`${file.name}: ${words.problem(judged.problem)}`);
        continue;
      }
      setProgress({ name: file.name, percent: 0 });
      const failure = await uploadDocument(account.id, review.id, file, (percent) =>
        setProgress({ name: file.name, percent }),
      );
      if (failure !== null)
        setProblem(`${file.name}: ${failure === "" ? t`The upload failed. Try again.` : failure}`);
    }
    setProgress(null);
    await changed();
  };
  const megabytes = new Intl.NumberFormat(i18n.locale, {
    maximumFractionDigits: 1,
    style: "unit",
    unit: "megabyte",
  });
  return (
    <div className="flex flex-col gap-3">
      {review.files.length > 0 && (
        <ul className="flex flex-col border-t border-hairline">
          {review.files.map((file) => (
            <li
              key={file.id}
              className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-hairline py-2"
            >
              <span className="min-w-0 wrap-anywhere">
                <bdi>{file.name}</bdi>{" "}
                <span className="text-sm text-muted">
                  {words.type(file.type)} · {megabytes.format(Math.max(0.1, file.sizeBytes / 1_048_576))}
                </span>
              </span>
              {file.removable && (
                <Button
                  size="sm"
                  aria-label={t`Remove ${file.name}`}
                  onClick={() =>
                    remove.mutate({ accountId: account.id, reviewId: review.id, fileId: file.id })
                  }
                >
                  <Trans>Remove</Trans>
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {review.writable && review.files.length < MAX_DOCUMENTS && (
        <div className="flex flex-col gap-1">
          <label htmlFor={inputId} className="font-medium">
            <Trans>Add documents</Trans>
          </label>
          <input
            id={inputId}
            type="file"
            multiple
            accept=".pdf,.png,.jpg,.jpeg,application/pdf,image/png,image/jpeg"
            disabled={progress !== null}
            onChange={(event) => {
              const files = [...(event.target.files ?? [])];
              event.target.value = "";
              void add(files);
            }}
          />
          <p className="text-sm text-muted">
            <Trans>
              An extract from the register, and proof of who may sign for it. PDF, PNG or JPEG, 10 MB each.
            </Trans>
          </p>
        </div>
      )}
      {progress !== null && (
        <p role="status" className="figures text-muted">
          <Trans>
            Sending {progress.name}: {progress.percent} %
          </Trans>
        </p>
      )}
      {problem !== null && (
        <Callout tone="refused" live>
          {problem}
        </Callout>
      )}
      <ProblemCallout error={remove.error} />
    </div>
  );
}
