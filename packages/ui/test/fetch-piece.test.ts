import { expect, it } from "vitest";
import { fetchPiece } from "../src/foundation/fetch-piece.ts";

/** Fails so often, then gives the piece. */
function failing(times: number) {
  let asked = 0;
  const load = async () => {
    asked += 1;
    if (asked <= times) throw new TypeError(`try ${asked}`);
    return "piece";
  };
  return { load, asked: () => asked };
}

it("asks again for a piece that could not be fetched", async () => {
  const { load, asked } = failing(2);
  expect(await fetchPiece(load, [0, 0])).toBe("piece");
  expect(asked()).toBe(3);
});

it("gives up with what the last try threw", async () => {
  const { load, asked } = failing(9);
  await expect(fetchPiece(load, [0, 0])).rejects.toThrow("try 3");
  expect(asked()).toBe(3);
});
