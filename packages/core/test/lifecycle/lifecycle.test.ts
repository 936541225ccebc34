import { describe, expect, it } from "vitest";
import { ROLES } from "../../src/access/index.ts";
import {
  actionsFor,
  attempt,
  defineLifecycle,
  diagramOf,
  statesOf,
  terminalStatesOf,
} from "../../src/lifecycle/index.ts";

const door = defineLifecycle<"open" | "shut" | "bricked", "open" | "shut" | "brick">({
  name: "door",
  initial: "shut",
  table: {
    shut: {
      open: { to: "open", by: ["member", "owner"] },
      brick: { to: "bricked", by: ["administrator"] },
    },
    open: { shut: { to: "shut", by: ["owner", "system"] } },
    bricked: {},
  },
});

describe("a lifecycle", () => {
  it("answers legal moves with the state they lead to", () => {
    expect(attempt(door, "shut", "open")).toEqual({ legal: true, to: "open" });
    expect(attempt(door, "open", "shut")).toEqual({ legal: true, to: "shut" });
  });

  it("answers each illegal move, and never throws", () => {
    const illegal = statesOf(door).flatMap((from) =>
      (["open", "shut", "brick"] as const)
        .filter((action) => !attempt(door, from, action).legal)
        .map((action) => `${from}/${action}`),
    );
    expect(illegal).toEqual([
      "shut/shut",
      "open/open",
      "open/brick",
      "bricked/open",
      "bricked/shut",
      "bricked/brick",
    ]);
    expect(attempt(door, "open", "brick")).toEqual({ legal: false, from: "open", action: "brick" });
  });

  it("shows each role exactly its buttons", () => {
    const shown = ROLES.map((role) => [role, actionsFor(door, "shut", role), actionsFor(door, "open", role)]);
    expect(shown).toEqual([
      ["public", [], []],
      ["member", ["open"], []],
      ["owner", ["open"], ["shut"]],
      ["representative", [], []],
      ["partner", [], []],
      ["reviewer", [], []],
      ["administrator", ["brick"], []],
      ["system", [], ["shut"]],
    ]);
    for (const role of ROLES) expect(actionsFor(door, "bricked", role)).toEqual([]);
  });

  it("knows where it ends, and draws itself", () => {
    expect(terminalStatesOf(door)).toEqual(["bricked"]);
    expect(diagramOf(door)).toBe(
      [
        "stateDiagram-v2",
        "  [*] --> shut",
        "  shut --> open: open",
        "  shut --> bricked: brick",
        "  open --> shut: shut",
        "  bricked --> [*]",
        "",
      ].join("\n"),
    );
  });
});
