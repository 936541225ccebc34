import type { Text } from "@tenure/core/text";

/** The words of one kind of e-mail. Every text exists in every language, or it does not compile. */
export interface NoticeTemplate {
  /** What its texts may name; raw values, the text says how each is shown. */
  readonly params: readonly string[];
  readonly subject: Text;
  readonly paragraphs: readonly Text[];
  /** Label of the button that leads to `params.url`. */
  readonly action?: Text;
  /** What stands below the button and the decision. */
  readonly closing?: Text;
  /** The mail holds a secret of its recipient, such as a sign-in link: forgotten once it was sent. */
  readonly secret?: true;
}

/** Keeps the exact texts of a template in its type. */
export const template = <const Template extends NoticeTemplate>(each: Template): Template => each;
