import { Trans } from "@lingui/react/macro";
import { Tag } from "@tenure/ui";
import type { BookMonth } from "./types.ts";

/** Whether a month still runs, can be closed, or is closed for good. */
export function MonthStateTag(props: { readonly state: BookMonth["state"] }) {
  switch (props.state) {
    case "running":
      return (
        <Tag tone="neutral">
          <Trans>Month not over</Trans>
        </Tag>
      );
    case "open":
      return (
        <Tag tone="waiting">
          <Trans context="month">Open</Trans>
        </Tag>
      );
    case "closed":
      return (
        <Tag tone="done">
          <Trans context="month">Closed</Trans>
        </Tag>
      );
  }
}
