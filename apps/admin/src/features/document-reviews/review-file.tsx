import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { Button, buttonClass, Callout } from "@tenure/ui";
import { useState } from "react";
import { useStaffName } from "../../staff/use-staff.ts";
import type { StaffReview } from "./types.ts";

/** A document of a review: shown under the name of whoever looks, or downloaded; and where its bytes were seen before. */
export function ReviewFile(props: {
  readonly accountId: string;
  readonly reviewId: string;
  readonly file: StaffReview["files"][number];
  readonly elsewhere: StaffReview["seenElsewhere"];
}) {
  const { accountId, reviewId, file, elsewhere } = props;
  const { t } = useLingui();
  const name = useStaffName();
  const [shown, setShown] = useState(false);
  const address = `/v1/accounts/${accountId}/document-reviews/${reviewId}/files/${file.id}`;
  const isPicture = file.type !== "application/pdf";
  return (
    <div className="flex flex-col gap-2.5">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <bdi className="min-w-0 wrap-anywhere">{file.name}</bdi>
        {isPicture ? (
          <Button size="sm" aria-expanded={shown} onClick={() => setShown(!shown)}>
            {shown ? <Trans>Hide</Trans> : <Trans>Show</Trans>}
          </Button>
        ) : (
          <a href={address} download className={buttonClass("secondary", "sm")}>
            <Trans>Download the PDF</Trans>
          </a>
        )}
      </div>
      {elsewhere.map((each) => (
        <Callout key={each.accountId} tone="warning" title={t`The same file was sent for another account`}>
          <Link to="/accounts/$accountId/holder" params={{ accountId: each.accountId }} className="text-link">
            {each.accountName}
          </Link>
        </Callout>
      ))}
      {shown && (
        <div className="relative overflow-hidden rounded-md border border-hairline">
          <img src={address} alt={file.name} className="block max-h-[70vh] w-full bg-sunken object-contain" />
          {/* A picture that leaves this screen says who looked at it. */}
          <span
            aria-hidden
            className="pointer-events-none absolute inset-0 flex items-center justify-center text-2xl font-semibold text-refused opacity-40 -rotate-12"
          >
            {name}
          </span>
        </div>
      )}
    </div>
  );
}
