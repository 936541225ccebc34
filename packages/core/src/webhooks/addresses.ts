/** Why nothing is sent to an address. */
export type AddressProblem = "not_an_address" | "not_public";

type Range = readonly [readonly number[], number];

/** IPv4 that is not the public internet (IANA special-purpose registry), the metadata service of clouds among it. */
const NOT_PUBLIC_4: readonly Range[] = [
  [[0, 0, 0, 0], 8], // this network
  [[10, 0, 0, 0], 8], // private
  [[100, 64, 0, 0], 10], // behind a carrier; a cloud's metadata at 100.100.100.200
  [[127, 0, 0, 0], 8], // loopback
  [[169, 254, 0, 0], 16], // link-local; metadata at 169.254.169.254
  [[172, 16, 0, 0], 12], // private
  [[192, 0, 0, 0], 24], // protocol assignments; metadata at 192.0.0.192
  [[192, 0, 2, 0], 24], // documentation
  [[192, 31, 196, 0], 24], // AS112
  [[192, 52, 193, 0], 24], // AMT
  [[192, 88, 99, 0], 24], // 6to4 relay
  [[192, 168, 0, 0], 16], // private
  [[192, 175, 48, 0], 24], // AS112
  [[198, 18, 0, 0], 15], // benchmarks
  [[198, 51, 100, 0], 24], // documentation
  [[203, 0, 113, 0], 24], // documentation
  [[224, 0, 0, 0], 4], // multicast
  [[240, 0, 0, 0], 4], // reserved, broadcast
];

/** Inside of what is allocated to the internet (2000::/3); everything outside of it is refused whole. */
const NOT_PUBLIC_6: readonly Range[] = [
  [[0x2001, 0], 23], // protocol assignments, Teredo
  [[0x2001, 0xdb8], 32], // documentation
  [[0x2002], 16], // 6to4, which carries an IPv4 address
  [[0x3fff], 20], // documentation
  [[0x2620, 0x4f, 0x8000], 48], // AS112
];

/** Whether the first `length` bits of an address are those of a network; each part has `width` bits. */
const within = (parts: readonly number[], [network, length]: Range, width: number): boolean => {
  for (let at = 0; at * width < length; at++) {
    const bits = Math.min(width, length - at * width);
    const shift = width - bits;
    if ((parts[at] ?? 0) >> shift !== (network[at] ?? 0) >> shift) return false;
  }
  return true;
};

/** Four numbers of a dotted address; null where it is none. No octal, no shorthand: those are what tricks are made of. */
function parts4(text: string): number[] | null {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part))) return null;
  const numbers = parts.map(Number);
  return numbers.every((each) => each <= 255) ? numbers : null;
}

/** Eight numbers of an IPv6 address; null where it is none. A zone (`%eth0`) belongs to a local one and is refused. */
function parts6(text: string): number[] | null {
  const last = text.slice(text.lastIndexOf(":") + 1);
  const four = last.includes(".") ? parts4(last) : [];
  if (four === null) return null;
  const [a = 0, b = 0, c = 0, d = 0] = four;
  const tail = four.length === 0 ? last : `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
  const plain = text.slice(0, text.length - last.length) + tail;
  const halves = plain.split("::");
  if (halves.length > 2) return null;
  const [head = [], rest = []] = halves.map((half) => (half === "" ? [] : half.split(":")));
  if (![...head, ...rest].every((part) => /^[0-9a-f]{1,4}$/i.test(part))) return null;
  const gap = 8 - head.length - rest.length;
  if (halves.length === 2 ? gap < 1 : gap !== 0) return null;
  return [...head, ...Array.from({ length: gap }, () => "0"), ...rest].map((part) =>
    Number.parseInt(part, 16),
  );
}

const isPublic4 = (parts: readonly number[]): boolean =>
  !NOT_PUBLIC_4.some((range) => within(parts, range, 8));

const isPublic6 = (parts: readonly number[]): boolean =>
  within(parts, [[0x2000], 3], 16) && !NOT_PUBLIC_6.some((range) => within(parts, range, 16));

/**
 * Why an address that a name resolved to is not one to send to; null where it is. An IPv4 address inside of an IPv6 one
 * (mapped, NAT64, 6to4) is refused whatever it is: a name that is served by IPv4 says so itself.
 */
export function addressProblem(address: string): AddressProblem | null {
  const four = parts4(address);
  if (four !== null) return isPublic4(four) ? null : "not_public";
  const six = parts6(address);
  if (six === null) return "not_an_address";
  return isPublic6(six) ? null : "not_public";
}

/** The address in the host of a URL, without brackets; null where the host is a name. */
export function canonicalAddress(host: string): string | null {
  const bare = host.startsWith("[") && host.endsWith("]") ? host.slice(1, -1) : host;
  return parts4(bare) !== null || parts6(bare) !== null ? bare : null;
}
