import { describe, expect, it } from "vitest";
import {
  chosenColumns,
  inOrder,
  readColumnChoice,
  withMoved,
  withShown,
} from "../src/table/column-choice.ts";
import { placeRows } from "../src/table/place-rows.ts";
import { nextSorting, readSort, sortingOf, sortRows, sortText } from "../src/table/sorting.ts";
import { readViews, shownView, withoutView, withView } from "../src/table/views.ts";

const columns = [
  { key: "state" },
  { key: "order", rowHead: true },
  { key: "paid" },
  { key: "total" },
  { key: "actions", unlabelled: true },
];
const keys = (list: readonly { readonly key: string }[]) => list.map(({ key }) => key).join(" ");

describe("the choice of columns", () => {
  it("without a choice shows every column as the table has them", () => {
    expect(keys(chosenColumns(columns, null))).toBe("state order paid total actions");
  });

  it("leaves a column out and takes it back, without moving the others", () => {
    const without = withShown(columns, null, "paid", false);
    expect(keys(chosenColumns(columns, without))).toBe("state order total actions");
    expect(keys(chosenColumns(columns, withShown(columns, without, "paid", true)))).toBe(
      "state order paid total actions",
    );
  });

  it("never leaves out what names the row, nor its actions, whatever is kept", () => {
    const kept = { order: [], hidden: ["order", "actions", "state"] };
    expect(keys(chosenColumns(columns, kept))).toBe("order paid total actions");
  });

  it("moves a column by one place and stops at both ends, actions staying last", () => {
    const up = withMoved(columns, null, "total", -1);
    expect(keys(inOrder(columns, up))).toBe("state order total paid actions");
    expect(keys(inOrder(columns, withMoved(columns, up, "paid", 1)))).toBe("state order total paid actions");
    expect(keys(inOrder(columns, withMoved(columns, null, "state", -1)))).toBe(
      "state order paid total actions",
    );
  });

  it("puts a column that is new since the choice behind the one it follows, and forgets one that is gone", () => {
    const kept = { order: ["total", "gone", "order", "actions"], hidden: ["gone"] };
    // "state" is first by default; "paid" follows "order".
    expect(keys(chosenColumns(columns, kept))).toBe("state total order paid actions");
  });

  it("reads only what it wrote", () => {
    expect(readColumnChoice('{"order":["a"],"hidden":[]}')).toEqual({ order: ["a"], hidden: [] });
    for (const text of [null, "", "{}", "null", '{"order":"a","hidden":[]}', '{"order":[1],"hidden":[]}'])
      expect(readColumnChoice(text)).toBeNull();
  });
});

describe("sorting", () => {
  it("keeps equal rows as they stood, in both directions, and leaves the given list alone", () => {
    const rows = [
      { id: "a", amount: 5n },
      { id: "b", amount: -1n },
      { id: "c", amount: 5n },
    ];
    const by = (direction: "ascending" | "descending") =>
      sortRows(rows, (row) => row.amount, direction)
        .map(({ id }) => id)
        .join("");
    expect(by("ascending")).toBe("bac");
    expect(by("descending")).toBe("acb");
    expect(rows.map(({ id }) => id).join("")).toBe("abc");
  });

  it("is in the address as the column's name, with a minus for the largest first", () => {
    expect(sortingOf("-amount")).toEqual({ key: "amount", direction: "descending" });
    expect(sortText({ key: "paid-at", direction: "ascending" })).toEqual({ sort: "paid-at" });
    expect(sortText(sortingOf("-amount"))).toEqual({ sort: "-amount" });
    expect(readSort("-paid-at")).toEqual({ sort: "-paid-at" });
    for (const odd of ["", "--x", "X", "a b", "<b>", 7, undefined]) expect(readSort(odd)).toEqual({});
  });

  it("goes down, up and, where rows have an order of their own, back to that", () => {
    const down = nextSorting(undefined, "at", true);
    expect(down).toEqual({ key: "at", direction: "descending" });
    const up = nextSorting(down, "at", true);
    expect(up).toEqual({ key: "at", direction: "ascending" });
    expect(nextSorting(up, "at", true)).toBeUndefined();
    expect(nextSorting(up, "at", false)).toEqual(down);
    expect(nextSorting(up, "amount", true)).toEqual({ key: "amount", direction: "descending" });
  });
});

it("a long table's body is as high as all its rows: what is left out leaves its height between the others", () => {
  // Rows of 40 px from 100 px down, 50 of them; in the document are 0 (holds the focus), 10 and 11.
  const rows = [0, 10, 11].map((index) => ({ index, start: 100 + index * 40, end: 140 + index * 40 }));
  expect(placeRows(rows, 100, 2000)).toEqual([
    { row: 0 },
    { gap: 360, before: 10 },
    { row: 10 },
    { row: 11 },
    { gap: 1520, before: -1 },
  ]);
  expect(placeRows([], 100, 0)).toEqual([]);
});

describe("saved views", () => {
  const late = { id: "1", name: "Late", search: { show: "open", sort: "due" }, columns: null };
  const mine = {
    id: "2",
    name: "Mine",
    search: { show: "mine" },
    columns: { order: ["a", "b"], hidden: ["b"] },
  };

  it("are known again by filters, sorting and columns, in whichever order the address names them", () => {
    const views = [late, mine];
    expect(shownView(views, { sort: "due", show: "open" }, null)).toBe(late);
    expect(shownView(views, { show: "open" }, null)).toBeUndefined();
    expect(shownView(views, { show: "mine" }, null)).toBeUndefined();
    expect(shownView(views, { show: "mine" }, { order: ["a", "b"], hidden: ["b"] })).toBe(mine);
  });

  it("stand by name; a name is given once; one that was deleted comes back to its place", () => {
    expect(withView([mine], late)).toEqual([late, mine]);
    const other = { ...mine, id: "3", name: "Late" };
    expect(withView([late, mine], other)).toEqual([other, mine]);
    expect(withView([late, mine], { ...late, name: "Overdue" }).map(({ name }) => name)).toEqual([
      "Mine",
      "Overdue",
    ]);
    expect(withView(withoutView([late, mine], "1"), late)).toEqual([late, mine]);
  });

  it("are read as they were written, and anything else is left out", () => {
    expect(readViews(JSON.stringify([late, mine]))).toEqual([late, mine]);
    expect(readViews(JSON.stringify([late, { id: 7 }, null, "x"]))).toEqual([late]);
    for (const text of [null, "", "{}", "7"]) expect(readViews(text)).toEqual([]);
  });
});
