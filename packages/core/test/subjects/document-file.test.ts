import { describe, expect, it } from "vitest";
import { judgeDocument } from "../../src/subjects/index.ts";

const bytesOf = (...parts: (string | number[])[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === "string" ? [...part].map((c) => c.charCodeAt(0)) : part)),
  );
const four = (n: number) => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255];

/** A PNG of a size, whole as far as its parts say. */
const png = (width: number, height: number, behind: number[] = []) =>
  bytesOf(
    [0x89],
    "PNG\r\n",
    [0x1a, 0x0a],
    four(13),
    "IHDR",
    four(width),
    four(height),
    [8, 2, 0, 0, 0],
    four(0),
    four(0),
    "IEND",
    four(0),
    behind,
  );
/** A JPEG: a comment, a frame of a size, its end. */
const jpeg = (width: number, height: number, end = [0xff, 0xd9]) =>
  bytesOf(
    [0xff, 0xd8, 0xff, 0xfe, 0, 4],
    "hi",
    [0xff, 0xc0, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 17, 0],
    end,
  );
const pdf = (inside = "", behind = "\n") =>
  bytesOf(`%PDF-1.7\n1 0 obj <</Type /Catalog ${inside}>> endobj\n%%EOF${behind}`);

describe("files of strangers (threat 26)", () => {
  it("takes a PDF, a PNG and a JPEG by their bytes", () => {
    expect(judgeDocument(pdf()).type).toBe("application/pdf");
    expect(judgeDocument(png(800, 600)).type).toBe("image/png");
    expect(judgeDocument(jpeg(800, 600)).type).toBe("image/jpeg");
  });

  it("refuses what is none of them, whatever it is called", () => {
    for (const other of [
      "<html><script>",
      "PK\u0003\u0004 a zip",
      "MZ a program",
      "<svg onload=x>",
      "GIF89a",
      " %PDF-1.7\n%%EOF",
    ])
      expect(judgeDocument(bytesOf(other)).problem).toBe("type");
    expect(judgeDocument(new Uint8Array()).problem).toBe("empty");
    expect(judgeDocument(new Uint8Array(10 * 1024 * 1024 + 1)).problem).toBe("too_large");
  });

  it("refuses a second file behind the end of the first, and one that was cut off", () => {
    expect(judgeDocument(png(8, 8, [0x50, 0x4b, 3, 4])).problem).toBe("damaged");
    expect(judgeDocument(png(8, 8).subarray(0, 30)).problem).toBe("damaged");
    expect(judgeDocument(jpeg(8, 8, [])).problem).toBe("damaged");
    expect(judgeDocument(jpeg(8, 8, [0xff, 0xd9, 0x50, 0x4b])).problem).toBe("damaged");
    expect(judgeDocument(pdf("", "\nPK\u0003\u0004")).problem).toBe("damaged");
    expect(judgeDocument(bytesOf("%PDF-1.7\nno end")).problem).toBe("damaged");
  });

  it("refuses pictures that unfold beyond 50 million points: 8,000 by 7,000 is too many, 7,000 by 7,000 is not", () => {
    expect(judgeDocument(png(8000, 7000)).problem).toBe("too_many_pixels");
    expect(judgeDocument(png(7000, 7000)).problem).toBeNull();
    expect(judgeDocument(jpeg(8000, 7000)).problem).toBe("too_many_pixels");
    expect(judgeDocument(png(0, 7000)).problem).toBe("damaged");
  });

  it("refuses a PDF that wants to do something, also where its names are spelt in hex", () => {
    for (const wish of [
      "/OpenAction 2 0 R",
      "/AA <<>>",
      "/S /JavaScript",
      "/S /Launch",
      "/EmbeddedFiles 3 0 R",
      "/S /J#61vaScript",
      "/Encrypt 4 0 R",
    ])
      expect(judgeDocument(pdf(wish)).problem).toBe("active");
    expect(judgeDocument(pdf("/AAPL 1 /Launcher 2 /JSX 3")).problem).toBeNull();
  });
});
