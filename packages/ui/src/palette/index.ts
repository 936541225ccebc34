export { CommandPalette, type PaletteGroup, type PaletteItem } from "./command-palette.tsx";
export { usePageItems } from "./use-page-items.ts";
export { useSettingItems } from "./use-setting-items.ts";
