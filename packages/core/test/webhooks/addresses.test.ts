import { describe, expect, it } from "vitest";
import { addressProblem, urlProblem } from "../../src/webhooks/index.ts";

const problemOf = (text: string, allowLocal = false) =>
  urlProblem(URL.canParse(text) ? new URL(text) : null, allowLocal);

describe("an address that a name resolved to", () => {
  it.each([
    "1.1.1.1",
    "8.8.8.8",
    "93.184.216.34",
    "100.63.255.255",
    "100.128.0.0",
    "172.15.255.255",
    "172.32.0.0",
    "192.167.255.255",
    "198.17.255.255",
    "198.20.0.0",
    "223.255.255.255",
    "2606:4700:4700::1111",
    "2001:4860:4860::8888",
    "2a00:1450:4001:82a::200e",
    "2001:200::1",
  ])("%s is of the internet", (address) => {
    expect(addressProblem(address)).toBeNull();
  });

  it.each([
    ["this network", "0.0.0.0"],
    ["private", "10.255.255.255"],
    ["private", "172.16.0.1"],
    ["private", "172.31.255.255"],
    ["private", "192.168.1.1"],
    ["behind a carrier", "100.64.0.1"],
    ["metadata of a cloud", "100.100.100.200"],
    ["loopback", "127.0.0.1"],
    ["loopback", "127.255.255.254"],
    ["metadata of clouds", "169.254.169.254"],
    ["metadata of a cloud", "192.0.0.192"],
    ["benchmark", "198.19.255.255"],
    ["documentation", "203.0.113.7"],
    ["multicast", "224.0.0.1"],
    ["broadcast", "255.255.255.255"],
    ["unspecified", "::"],
    ["loopback", "::1"],
    ["loopback written long", "0:0:0:0:0:0:0:1"],
    ["IPv4 inside, hidden", "::ffff:127.0.0.1"],
    ["IPv4 inside, hidden, as hex", "::ffff:7f00:1"],
    ["IPv4 inside, though public", "::ffff:8.8.8.8"],
    ["IPv4 inside, old way", "::127.0.0.1"],
    ["NAT64", "64:ff9b::7f00:1"],
    ["NAT64 of a network's own", "64:ff9b:1::1"],
    ["6to4", "2002:7f00:1::"],
    ["Teredo", "2001:0:4136:e378:8000:63bf:3fff:fdd2"],
    ["discard", "100::1"],
    ["unique local", "fd00:ec2::254"],
    ["unique local", "fc00::1"],
    ["link-local", "fe80::1"],
    ["site-local", "fec0::1"],
    ["multicast", "ff02::1"],
    ["documentation", "2001:db8::1"],
    ["documentation", "3fff:fff::1"],
  ])("of %s (%s) is not", (_, address) => {
    expect(addressProblem(address)).toBe("not_public");
  });

  it.each([
    "",
    "localhost",
    "127.1",
    "0177.0.0.1",
    "256.1.1.1",
    "1.2.3",
    "1.2.3.4.5",
    "fe80::1%eth0",
    "1::2::3",
    "1:2:3:4:5:6:7:8:9",
    "::ffff:127.1",
    "12345::",
    "g::1",
  ])("%j is none", (text) => {
    expect(addressProblem(text)).toBe("not_an_address");
  });
});

describe("the address of an endpoint", () => {
  it.each(["https://hooks.example.com/tenure?x=1", "https://8.8.8.8:8443/", "https://[2606:4700::1]/x"])(
    "may be %s",
    (text) => {
      expect(problemOf(text)).toBeNull();
    },
  );

  it.each([
    ["nonsense", "url_malformed"],
    [`https://example.com/${"x".repeat(2000)}`, "url_too_long"],
    ["http://example.com/", "url_not_https"],
    ["file:///etc/passwd", "url_not_https"],
    ["https://user:password@example.com/", "url_with_credentials"],
    ["https://example.com/#part", "url_with_fragment"],
    ["https://localhost/", "url_not_public"],
    ["https://LOCALHOST./", "url_not_public"],
    ["https://db.internal/", "url_not_public"],
    ["https://printer/", "url_not_public"],
    ["https://127.0.0.1/", "url_not_public"],
    // Other ways of writing 127.0.0.1 and 169.254.169.254.
    ["https://127.1/", "url_not_public"],
    ["https://0x7f000001/", "url_not_public"],
    ["https://2852039166/", "url_not_public"],
    ["https://0251.0376.0251.0376/", "url_not_public"],
    ["https://[::1]/", "url_not_public"],
    ["https://[::ffff:169.254.169.254]/", "url_not_public"],
  ])("may not be %s: %s", (text, problem) => {
    expect(problemOf(text)).toBe(problem);
  });

  it("may be the own machine, by plain http, where the sandbox allows it; still without a password", () => {
    expect(problemOf("http://127.0.0.1:3000/hook", true)).toBeNull();
    expect(problemOf("http://localhost:3000/hook", true)).toBeNull();
    expect(problemOf("ftp://localhost/", true)).toBe("url_not_https");
    expect(problemOf("http://a:b@localhost/", true)).toBe("url_with_credentials");
  });
});
