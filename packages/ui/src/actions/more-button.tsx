import { Trans } from "@lingui/react/macro";
import { useEffect, useRef } from "react";
import { Button } from "./button.tsx";

/** How near the end of a list a person comes before its next page is asked for. */
const NEAR = "600px";

/**
 * Asks for the next page of a list; renders nothing on the last one. Takes what `useInfiniteQuery` gives. With
 * `onScroll`, for a list that is the last thing on its page, scrolling near the end asks too; the button stays.
 */
export function MoreButton(props: {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => unknown;
  readonly onScroll?: boolean;
}) {
  const { hasNextPage, isFetchingNextPage, fetchNextPage, onScroll = false } = props;
  const button = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const watched = button.current;
    if (!onScroll || isFetchingNextPage || watched === null) return;
    const observer = new IntersectionObserver(
      // Not before somebody scrolls: a list shorter than the screen would load itself to its end.
      (entries) => entries.some((entry) => entry.isIntersecting) && scrollY > 0 && fetchNextPage(),
      { rootMargin: NEAR },
    );
    observer.observe(watched);
    return () => observer.disconnect();
  }, [onScroll, hasNextPage, isFetchingNextPage, fetchNextPage]);
  if (!hasNextPage) return null;
  return (
    <div ref={button} className="pt-3">
      <Button size="sm" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
        <Trans>Show more</Trans>
      </Button>
    </div>
  );
}
