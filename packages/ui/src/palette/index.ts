export { CommandPalette, type PaletteGroup, type PaletteItem } from "./command-palette.tsx";
export { useSettingItems } from "./use-setting-items.ts";
