import { buttonClass } from "@tenure/ui";
import { Download } from "lucide-react";
import type { ReactNode } from "react";

/** A file of the API, for a spreadsheet: streamed to the disk by the browser itself. */
export function DownloadLink(props: {
  /** Below /v1. */
  readonly path: string;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly children: ReactNode;
}) {
  const search = new URLSearchParams({ bom: "true" });
  for (const [name, value] of Object.entries(props.query)) if (value !== undefined) search.set(name, value);
  return (
    <a href={`/v1${props.path}?${search}`} download className={buttonClass("secondary", "sm")}>
      <Download aria-hidden className="size-3.5" />
      {props.children}
    </a>
  );
}
