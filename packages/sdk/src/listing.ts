/** A page of a list; `nextCursor` is null on the last one. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

/** Which part of a list to read. */
export interface PageParams {
  /** Items per request, 1 to 100; 20 without it. */
  readonly limit?: number;
  /** `nextCursor` of the page before. */
  readonly cursor?: string;
}

/** A list: `for await` walks through all of it, page by page; `page()` reads one page only. */
export interface Listing<Item> extends AsyncIterable<Item> {
  page(): Promise<Page<Item>>;
}

/** Makes a listing from the request of one page. */
export const listing = <Item>(
  read: (cursor: string | undefined) => Promise<Page<Item>>,
  first: string | undefined,
): Listing<Item> => ({
  page: () => read(first),
  async *[Symbol.asyncIterator]() {
    let cursor = first;
    for (;;) {
      const page = await read(cursor);
      yield* page.items;
      if (page.nextCursor === null) return;
      cursor = page.nextCursor;
    }
  },
});
