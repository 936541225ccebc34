/**
 * The part of the Message-ID before the "@". Made from the notice's id, so that a mail sent twice is recognised as
 * one by the receiving side; the sender adds its own domain.
 */
export const messageIdOf = (noticeId: string): string => `notice.${noticeId}`;
