import { useSuspenseQuery } from "@tanstack/react-query";
import { type ListSearch, SavedViews } from "@tenure/ui";
import { trpc } from "../trpc.ts";

/** The saved views of a list, of whoever is signed in. */
export function ListViews(props: {
  readonly list: string;
  readonly search: ListSearch;
  readonly onOpen: (search: ListSearch) => void;
}) {
  const me = useSuspenseQuery(trpc.session.me.queryOptions());
  return <SavedViews owner={me.data.login?.id ?? ""} {...props} />;
}
