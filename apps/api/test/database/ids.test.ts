import { afterEach, describe, expect, it, vi } from "vitest";
import { instantInId, newId } from "../../src/db/ids.ts";

const many = (count: number) => Array.from({ length: count }, newId);

afterEach(() => {
  vi.restoreAllMocks();
});

describe("an id is a UUID version 7 that sorts by when it was made (RFC 9562)", () => {
  it("has the version and variant bits, and the machine's millisecond", () => {
    const before = Date.now();
    const id = newId();
    const after = Date.now();
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    // The other tests of this file may have left the count a few milliseconds ahead.
    expect(instantInId(id)).toBeGreaterThanOrEqual(before);
    expect(instantInId(id)).toBeLessThanOrEqual(after + 1000);
  });

  it("rows made one after the other sort in that order within one millisecond, and no two are the same", () => {
    vi.spyOn(Date, "now").mockReturnValue(Date.now() + 10);
    // One millisecond counts to 4,096 at most: 10,000 ids run over into the next ones, still in order.
    const ids = many(10_000);
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(10_000);
  });

  it("a clock that stutters back does not put a row before an older one", () => {
    const now = Date.now() + 5_000;
    const clock = vi.spyOn(Date, "now").mockReturnValue(now);
    const older = newId();
    clock.mockReturnValue(now - 900);
    expect(newId() > older).toBe(true);
  });

  it("a clock that was set back is followed", () => {
    const now = Date.now() + 60_000;
    const clock = vi.spyOn(Date, "now").mockReturnValue(now);
    newId();
    clock.mockReturnValue(now - 60_000);
    expect(instantInId(newId())).toBe(now - 60_000);
  });
});
