import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { Button, buttonClass, Callout, FileViewer } from "@tenure/ui";
import { useState } from "react";
import { useStaffName } from "../../staff/use-staff.ts";
import type { StaffReview } from "./types.ts";

/** A document of a review: shown under the name of whoever looks; and where its bytes were seen before. */
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
  const isPdf = file.type === "application/pdf";
  return (
    <div className="flex flex-col gap-2.5">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <bdi className="min-w-0 wrap-anywhere">{file.name}</bdi>
        <span className="flex gap-2">
          <Button size="sm" aria-expanded={shown} onClick={() => setShown(!shown)}>
            {shown ? <Trans>Hide</Trans> : <Trans>Show</Trans>}
          </Button>
          {isPdf && (
            <a href={address} download className={buttonClass("quiet", "sm")}>
              <Trans>Download the PDF</Trans>
            </a>
          )}
        </span>
      </div>
      {elsewhere.map((each) => (
        <Callout key={each.accountId} tone="warning" title={t`The same file was sent for another account`}>
          <Link to="/accounts/$accountId/holder" params={{ accountId: each.accountId }} className="text-link">
            {each.accountName}
          </Link>
        </Callout>
      ))}
      {shown && <FileViewer address={address} name={file.name} type={file.type} viewer={name} />}
    </div>
  );
}
