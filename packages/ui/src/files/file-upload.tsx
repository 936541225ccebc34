import { Trans, useLingui } from "@lingui/react/macro";
import { type DocumentType, judgeDocument } from "@tenure/core/subjects";
import { FileText, Upload } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { Button, buttonClass } from "../actions/button.tsx";
import { Callout } from "../feedback/callout.tsx";
import { classNames } from "../foundation/class-names.ts";
import { useDocumentWords } from "./use-document-words.ts";

/** A file that arrived. */
export interface UploadedFile {
  readonly id: string;
  readonly name: string;
  readonly type: DocumentType;
  readonly sizeBytes: number;
  /** It may still be taken away. */
  readonly removable: boolean;
}

/**
 * Files that prove something: those that are there, adding with progress, taking away. Each is judged here as the server
 * judges it, so that what it would refuse never leaves the device.
 *
 * States: nothing yet; files with and without a way to remove them; sending, with per cent; a file refused here or by the
 * server, in words; closed (`send` absent: only the list).
 */
export function FileUpload(props: {
  /** Names the button to screen readers and people: "Add documents". */
  readonly label: string;
  readonly hint?: ReactNode;
  readonly files: readonly UploadedFile[];
  /** Sends one file. Resolves to null when it arrived, else to why not; empty where nothing was said. */
  readonly send?: (file: File, onProgress: (percent: number) => void) => Promise<string | null>;
  /** After the last file of a choice: to read the list anew. */
  readonly onSent?: () => Promise<unknown>;
  readonly onRemove?: (fileId: string) => void;
  /** Being taken away. */
  readonly removingId?: string | undefined;
}) {
  const { label, hint, files, send, onSent, onRemove, removingId } = props;
  const { t } = useLingui();
  const words = useDocumentWords();
  const id = useId();
  const [progress, setProgress] = useState<{ readonly name: string; readonly percent: number } | null>(null);
  const [problems, setProblems] = useState<readonly string[]>([]);
  const add = async (chosen: readonly File[]) => {
    if (send === undefined) return;
    setProblems([]);
    for (const file of chosen) {
      const problem = await sendOne(file, send);
      if (problem !== null) setProblems((before) => [...before, `${file.name}: ${problem}`]);
    }
    setProgress(null);
    await onSent?.();
  };
  const sendOne = async (file: File, how: NonNullable<typeof send>): Promise<string | null> => {
    const judged = judgeDocument(new Uint8Array(await file.arrayBuffer()));
    if (judged.problem !== null) return words.problem(judged.problem);
    setProgress({ name: file.name, percent: 0 });
    const failure = await how(file, (percent) => setProgress({ name: file.name, percent }));
    return failure === "" ? t`The upload failed. Try again.` : failure;
  };
  const sending = progress !== null;
  return (
    <div className="flex flex-col items-start gap-2.5">
      {files.length > 0 && (
        <ul className="flex w-full flex-col">
          {files.map((file) => (
            <li
              key={file.id}
              className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-hairline py-2 first:border-t"
            >
              <span className="flex min-w-0 items-start gap-2 wrap-anywhere">
                <FileText aria-hidden className="mt-[0.2em] size-4 shrink-0 text-muted" />
                <span>
                  <bdi>{file.name}</bdi>{" "}
                  <span className="text-sm text-muted">
                    {words.type(file.type)} · {words.size(file.sizeBytes)}
                  </span>
                </span>
              </span>
              {file.removable && onRemove !== undefined && (
                <Button
                  size="sm"
                  aria-label={t`Remove ${file.name}`}
                  loading={removingId === file.id}
                  onClick={() => onRemove(file.id)}
                >
                  <Trans>Remove</Trans>
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {send !== undefined && (
        <div className="flex flex-col items-start gap-1.5">
          <span
            className={classNames(
              "relative focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-accent",
              buttonClass("secondary", "sm"),
              sending && "text-muted",
            )}
          >
            <Upload aria-hidden className="size-4" />
            <label htmlFor={id}>{label}</label>
            <input
              id={id}
              type="file"
              multiple
              accept=".pdf,.png,.jpg,.jpeg,application/pdf,image/png,image/jpeg"
              disabled={sending}
              {...(hint === undefined ? {} : { "aria-describedby": `${id}-hint` })}
              className="absolute inset-0 cursor-pointer text-[0] opacity-0 disabled:cursor-not-allowed"
              onChange={(event) => {
                const chosen = [...(event.target.files ?? [])];
                event.target.value = "";
                void add(chosen);
              }}
            />
          </span>
          {hint !== undefined && (
            <p id={`${id}-hint`} className="text-sm text-muted">
              {hint}
            </p>
          )}
        </div>
      )}
      {progress !== null && (
        <div className="flex w-full max-w-sm flex-col gap-1">
          <p role="status" className="figures text-sm wrap-anywhere text-muted">
            <Trans>
              Sending {progress.name}: {progress.percent} %
            </Trans>
          </p>
          <span aria-hidden className="h-1 overflow-hidden rounded-full bg-hairline">
            <span className="block h-full bg-accent-strong" style={{ width: `${progress.percent}%` }} />
          </span>
        </div>
      )}
      {problems.length > 0 && (
        <Callout tone="refused" live>
          {problems.map((problem) => (
            <p key={problem} className="wrap-anywhere">
              {problem}
            </p>
          ))}
        </Callout>
      )}
    </div>
  );
}
