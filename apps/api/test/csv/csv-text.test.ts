import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CsvCell, csvText, safeCell } from "../../src/csv/csv-text.ts";

/** What OWASP names ("CSV Injection"), the wide forms, and the break that opens a cell in some readers. */
const PREFIXES = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"];

/** Reads RFC 4180 back, written for these tests alone: cells of rows. */
function parse(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === ",") {
      row.push(cell);
      cell = "";
    } else if (char === "\r" && text[at + 1] === "\n") {
      rows.push([...row, cell]);
      [row, cell] = [[], ""];
      at += 1;
    } else cell += char;
  }
  return rows;
}

describe("a cell", () => {
  it.each(PREFIXES.flatMap((prefix) => [`${prefix}1+1`, `${prefix}cmd|' /C calc'!A0`, ` "${prefix}1`]))(
    "is no formula in any spreadsheet: %j",
    (text) => {
      const safe = safeCell(text);
      expect(safe).toMatch(/^[^=+\-@\t\r\n＝＋－＠]/);
      // Nothing is lost: the text is there, with apostrophes before what would run.
      expect(safe.replaceAll("'", "")).toBe(text.replaceAll("'", ""));
    },
  );

  it("is no formula where another locale's spreadsheet would begin a new cell", () => {
    expect(safeCell("harmless;=1+1")).toBe("harmless;'=1+1");
    expect(safeCell("harmless\t@SUM(A1)")).toBe("harmless\t'@SUM(A1)");
    expect(safeCell("a\r\n=1")).toBe("a\r\n'=1");
  });

  it("keeps numbers as they are, a minus included", () => {
    for (const number of ["-12.50", "0", "1.000000001", "-7"]) expect(safeCell(number)).toBe(number);
    expect(safeCell(-7n)).toBe("-7");
    expect(safeCell(12)).toBe("12");
    expect(safeCell(null)).toBe("");
    // These only look like numbers.
    expect(safeCell("-1+1")).toBe("'-1+1");
    expect(safeCell("+49 30 1234")).toBe("'+49 30 1234");
  });

  it("keeps ordinary text as it is, and loses NUL", () => {
    for (const text of ["gpt-4o", "e-mail", "a, b", 'say "hi"', "额度"]) expect(safeCell(text)).toBe(text);
    expect(safeCell("a\u0000b")).toBe("ab");
    expect(safeCell("\u0000=1")).toBe("'=1");
  });
});

describe("a table", () => {
  it("is RFC 4180: CRLF, quotes doubled, and quoted where something would be misread", () => {
    expect(csvText([["a", 'say "hi"', "x,y", "p;q", " z", null, 5]])).toBe(
      'a,"say ""hi""","x,y","p;q"," z",,5\r\n',
    );
    expect(csvText([])).toBe("");
  });

  it("comes back cell by cell, whatever was in it", { tags: ["deep"] }, () => {
    const cell = fc.oneof(
      fc.string({ unit: "binary", maxLength: 12 }),
      fc.tuple(fc.constantFrom(...PREFIXES), fc.string({ maxLength: 12 })).map((parts) => parts.join("")),
      fc.constantFrom('"', ",", "\r\n", "\n", ";", "\u0000", "'"),
    );
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 5 }),
        (rows) => {
          const read = parse(csvText(rows));
          expect(read).toEqual(rows.map((row: CsvCell[]) => row.map(safeCell)));
          const runs = read
            .flat()
            .filter((each) => /^[=+\-@\t\r\n]/.test(each) && !/^-\d+(\.\d+)?$/.test(each));
          expect(runs).toEqual([]);
        },
      ),
    );
  });
});
