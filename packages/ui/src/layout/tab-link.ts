/** The look of tabs that are links: the parts of a page with addresses of their own. */
export const tabNavClass = "more-across mb-6 flex gap-4 overflow-x-auto border-b border-hairline";

/** One of them; the router marks the current one with `aria-current="page"`. */
export const tabLinkClass =
  "-mb-px inline-flex min-h-9 items-center border-b-2 border-transparent whitespace-nowrap text-muted -outline-offset-2 hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-ink phone:min-h-11";
