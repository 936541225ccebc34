import { BlockList, isIP } from "node:net";
import { z } from "zod";

const MAX_NETWORKS = 20;

/** An address as the bits of a network: 10.0.0.7 is 10.0.0.7/32. */
const asNetwork = (text: string): string =>
  text.includes("/") ? text : `${text}/${isIP(text) === 6 ? 128 : 32}`;

/** What somebody may write: an address or a network, of either kind. */
const network = z
  .string()
  .trim()
  .pipe(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], { error: "is no address and no network" }))
  .transform((text) => asNetwork(text.toLowerCase()))
  // A network of everything is a slip: leave the list empty.
  .refine((text) => !text.endsWith("/0"), { error: "is every address: leave the list empty instead" });

/** Networks from which a key may be used; none: from anywhere. */
export const networksInput = z
  .array(network)
  .max(MAX_NETWORKS)
  .transform((networks) => [...new Set(networks)])
  .default([]);

/** IPv4 as some systems write it where both kinds arrive at one socket. */
const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/** Whether an address is in one of the networks. No networks hold every address; what is no address is in none. */
export function isWithin(address: string, networks: readonly string[]): boolean {
  if (networks.length === 0) return true;
  const plain = MAPPED.exec(address)?.[1] ?? address;
  const family = isIP(plain);
  if (family === 0) return false;
  const list = new BlockList();
  for (const each of networks) {
    const [base = "", bits] = each.split("/");
    list.addSubnet(base, Number(bits), isIP(base) === 6 ? "ipv6" : "ipv4");
  }
  return list.check(plain, family === 6 ? "ipv6" : "ipv4");
}
