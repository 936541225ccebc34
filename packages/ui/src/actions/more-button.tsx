import { Trans } from "@lingui/react/macro";
import { Button } from "./button.tsx";

/** Asks for the next page of a list; renders nothing on the last one. Takes what `useInfiniteQuery` gives. */
export function MoreButton(props: {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => unknown;
}) {
  if (!props.hasNextPage) return null;
  return (
    <div className="pt-3">
      <Button size="sm" loading={props.isFetchingNextPage} onClick={() => void props.fetchNextPage()}>
        <Trans>Show more</Trans>
      </Button>
    </div>
  );
}
