import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { RotateCcw, RotateCw, ZoomIn, ZoomOut } from "lucide-react";
import { useState } from "react";
import { IconButton } from "../actions/icon-button.tsx";
import { Callout } from "../feedback/callout.tsx";
import { Skeleton } from "../feedback/skeleton.tsx";
import { MarkedPage } from "./marked-page.tsx";
import { ReaderMissing, readPages, Unreadable } from "./read-pages.ts";

const ZOOMS = [0.5, 1, 1.5, 2, 3, 4] as const;
const WHOLE = 1;

/**
 * A stranger's file on the page, a picture or a PDF, under the name of whoever looks and the time of the look; it turns and
 * grows. `viewer` is who looks.
 */
export function FileViewer(props: {
  readonly address: string;
  readonly name: string;
  /** Its type as the server found it. */
  readonly type: string;
  readonly viewer: string;
}) {
  const { address, name, type, viewer } = props;
  const { t } = useLingui();
  const [zoomPlace, setZoomPlace] = useState<number>(WHOLE);
  const [quarterTurns, setQuarterTurns] = useState(0);
  // Static: a look is one look, whatever else on the page is fetched anew.
  const look = useQuery({
    queryKey: ["file", address],
    queryFn: ({ signal }) => readPages(address, type, signal),
    staleTime: "static",
    gcTime: 0,
    retry: false,
  });
  if (look.isPending) return <Skeleton lines={6} />;
  if (look.data === undefined)
    return (
      <Callout tone="refused" live title={t`This file could not be shown`}>
        {look.error instanceof Unreadable ? (
          <Trans>It is damaged or locked with a password. Download it, or ask for another copy.</Trans>
        ) : look.error instanceof ReaderMissing ? (
          <Trans>What reads PDFs could not be fetched. Load the page anew, or download the file.</Trans>
        ) : (
          look.error.message
        )}
      </Callout>
    );
  const zoom = ZOOMS[zoomPlace] ?? WHOLE;
  const mark = `${viewer} · ${look.data.at.slice(0, 19).replace("T", " ")} UTC`;
  const percent = zoom * 100;
  return (
    <figure className="flex flex-col gap-1.5">
      <div className="flex flex-wrap items-center gap-1" data-print="hide">
        <IconButton
          label={t`Smaller`}
          icon={<ZoomOut aria-hidden className="size-4" />}
          disabled={zoomPlace === 0}
          onClick={() => setZoomPlace(zoomPlace - 1)}
        />
        <span aria-live="polite" className="figures min-w-12 text-center text-sm text-muted">
          {percent}%
        </span>
        <IconButton
          label={t`Larger`}
          icon={<ZoomIn aria-hidden className="size-4" />}
          disabled={zoomPlace === ZOOMS.length - 1}
          onClick={() => setZoomPlace(zoomPlace + 1)}
        />
        <IconButton
          label={t`Turn left`}
          icon={<RotateCcw aria-hidden className="size-4" />}
          onClick={() => setQuarterTurns((quarterTurns + 3) % 4)}
        />
        <IconButton
          label={t`Turn right`}
          icon={<RotateCw aria-hidden className="size-4" />}
          onClick={() => setQuarterTurns((quarterTurns + 1) % 4)}
        />
      </div>
      {/* It scrolls, so it takes the focus: arrow keys move the picture. */}
      <div
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        role="group"
        aria-label={name}
        className="flex max-h-[80vh] flex-col gap-3 overflow-auto rounded-md border border-hairline bg-sunken print:max-h-none print:overflow-visible"
      >
        {look.data.pages.map((picture, place) => (
          <MarkedPage
            // oxlint-disable-next-line react/no-array-index-key
            key={place}
            picture={picture}
            mark={mark}
            quarterTurns={quarterTurns}
            zoom={zoom}
            label={look.data.pages.length === 1 ? name : t`${name}, page ${place + 1}`}
          />
        ))}
      </div>
      {look.data.pageCount > look.data.pages.length && (
        <p className="text-sm text-waiting">
          <Trans>
            The first {look.data.pages.length} of {look.data.pageCount} pages. Download the file for the rest.
          </Trans>
        </p>
      )}
      <figcaption className="text-sm text-muted">
        <Trans>Shown to {mark}; this look is written down.</Trans>
      </figcaption>
    </figure>
  );
}
