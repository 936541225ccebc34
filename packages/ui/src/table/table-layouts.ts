/**
 * How a table turns into a list: on phones, or already where its own width is too small for many columns. Written
 * out twice because Tailwind reads class names, it does not run code.
 */
export const layouts = {
  phone: {
    table: "phone:block",
    head: "phone:sr-only",
    body: "phone:flex phone:flex-col",
    row: "phone:flex phone:flex-col phone:gap-1 phone:py-3 phone:hover:bg-transparent",
    cell: "phone:flex phone:items-baseline phone:justify-between phone:gap-4 phone:px-0 phone:py-0",
    rowHead: "phone:text-left",
    label: "phone:inline",
    content: "phone:min-w-0",
    value: "phone:text-right",
    unlabelled: "phone:ml-auto",
  },
  width: {
    table: "@max-3xl:block",
    head: "@max-3xl:sr-only",
    body: "@max-3xl:flex @max-3xl:flex-col",
    row: "@max-3xl:flex @max-3xl:flex-col @max-3xl:gap-1 @max-3xl:py-3 @max-3xl:hover:bg-transparent",
    cell: "@max-3xl:flex @max-3xl:items-baseline @max-3xl:justify-between @max-3xl:gap-4 @max-3xl:px-0 @max-3xl:py-0",
    rowHead: "@max-3xl:text-left",
    label: "@max-3xl:inline",
    content: "@max-3xl:min-w-0",
    value: "@max-3xl:text-right",
    unlabelled: "@max-3xl:ml-auto",
  },
} as const;

/** One of the two. */
export type TableLayout = (typeof layouts)[keyof typeof layouts];
