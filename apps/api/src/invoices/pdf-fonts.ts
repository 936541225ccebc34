import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const FONTS = {
  plain: "@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf",
  bold: "@expo-google-fonts/noto-sans-sc/600SemiBold/NotoSansSC_600SemiBold.ttf",
} as const;

/** Read once per process; each document embeds only the glyphs it shows. */
let fonts: Promise<Readonly<Record<keyof typeof FONTS, Buffer>>> | null = null;

const readFonts = async () => ({
  plain: await readFile(require.resolve(FONTS.plain)),
  bold: await readFile(require.resolve(FONTS.bold)),
});

/** The two fonts of printed documents, in both languages. */
export const pdfFonts = () => (fonts ??= readFonts());
