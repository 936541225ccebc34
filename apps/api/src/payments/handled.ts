/** What became of a notification. `problem` is for a person of the platform; nothing was written for it. */
export type Handled =
  | { readonly state: "applied" | "ignored" }
  | { readonly state: "problem"; readonly problem: string };
