import { Trans } from "@lingui/react/macro";
import { Instant } from "@tenure/ui";
import type { Case } from "./types.ts";

const inKilobytes = (bytes: number) => Math.max(1, Math.round(bytes / 1024));

/** The conversation as text, oldest first. What a mail had with it is named, never opened. */
export function CaseMessages(props: { readonly of: Case }) {
  return (
    <ol className="flex flex-col">
      {props.of.messages.map((message) => (
        <li key={message.id} className="flex flex-col gap-1 border-b border-hairline py-3 last:border-b-0">
          <p className="flex flex-wrap items-baseline justify-between gap-x-4 text-sm text-muted">
            <span className="wrap-anywhere">
              {message.direction === "in" ? (
                <span className="font-medium text-ink">{message.author ?? message.sender}</span>
              ) : (
                <Trans>
                  <span className="font-medium text-ink">{message.author ?? "Tenure"}</span> to the customer
                </Trans>
              )}
              {message.subject !== null && ` · ${message.subject}`}
            </span>
            <Instant at={message.sentAt} />
          </p>
          <p className="max-w-prose whitespace-pre-line wrap-anywhere">{message.body}</p>
          {message.attachments.length > 0 && (
            <ul className="text-sm text-muted">
              {message.attachments.map((file) => (
                <li key={file.sha256} className="wrap-anywhere">
                  <Trans>
                    Attached and not kept: {file.name} ({file.type}, {inKilobytes(file.bytes)} KB)
                  </Trans>
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ol>
  );
}
