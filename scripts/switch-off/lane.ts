// One lane of `switchOffAll`: takes a row by message, answers what became of it.
import type { SwitchedOff } from "./clauses.ts";
import type { LaneAnswer } from "./lanes.ts";
import { SwitchBoard } from "./switch-off.ts";

const board = await SwitchBoard.open();
process.on("message", (row: SwitchedOff) => {
  const say = (answer: LaneAnswer) => process.send?.(answer);
  board.switchOff(row).then(
    (verdict) => say({ verdict }),
    (error: unknown) => say({ error: String(error) }),
  );
});
process.on("disconnect", () => void board.close().then(() => process.exit(0)));
