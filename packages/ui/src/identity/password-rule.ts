/** The server refuses shorter ones (NIST SP 800-63B: length, no composition rules); told before, checked there. */
export const MIN_PASSWORD_LENGTH = 12;
