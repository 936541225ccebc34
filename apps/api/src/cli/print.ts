/** Writes an answer to standard output. */
export const print = (text: string): void => void process.stdout.write(`${text}\n`);

/** Writes an answer for programs: JSON, amounts and big numbers as texts. */
export const printJson = (value: unknown): void =>
  print(
    JSON.stringify(value, (_key, each: unknown) => (typeof each === "bigint" ? each.toString() : each), 2),
  );
