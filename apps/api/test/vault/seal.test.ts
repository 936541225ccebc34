import fc from "fast-check";
import { expect, it } from "vitest";
import { masterKeyOf, newKey, open, seal } from "../../src/vault/seal.ts";

/** Another key, place or byte; or too few of them. */
const REFUSED = /authenticate|not something that was sealed here/;

const bytes = fc.uint8Array({ maxLength: 300 });

it("opens what was sealed, in its place and with its key alone, and never the same way twice", () => {
  fc.assert(
    fc.property(bytes, fc.string(), fc.string(), (plain, place, elsewhere) => {
      const key = newKey();
      const sealed = seal(key, place, plain);
      expect(open(key, place, sealed)).toEqual(Buffer.from(plain));
      expect(seal(key, place, plain)).not.toEqual(sealed);
      expect(() => open(newKey(), place, sealed)).toThrow(REFUSED);
      if (elsewhere !== place) expect(() => open(key, elsewhere, sealed)).toThrow(REFUSED);
    }),
    { numRuns: 50 },
  );
});

it("notices every single changed bit, and every byte cut off", () => {
  const key = newKey();
  const sealed = seal(key, "place", Buffer.from("Ada"));
  for (let bit = 0; bit < sealed.length * 8; bit += 1) {
    const changed = Buffer.from(sealed);
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(() => open(key, "place", changed)).toThrow(REFUSED);
  }
  for (let length = 0; length < sealed.length; length += 1)
    expect(() => open(key, "place", sealed.subarray(0, length))).toThrow(REFUSED);
});

it("derives unlike keys for unlike uses, and digests that need the master key", () => {
  const [one, other] = [masterKeyOf("11".repeat(32)), masterKeyOf("12".repeat(32))];
  expect(one.id).not.toBe(other.id);
  expect(one.id).toHaveLength(16);
  expect(one.mac("name", "ada")).toBe(masterKeyOf("11".repeat(32)).mac("name", "ada"));
  expect(new Set([one.mac("name", "ada"), one.mac("person", "ada"), other.mac("name", "ada")]).size).toBe(3);
});
