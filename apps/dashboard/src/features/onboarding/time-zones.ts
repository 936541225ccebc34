/** The zone this device is set to, or UTC where it does not say. */
export function deviceTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}

/** Every zone the browser knows, by name; the device's own first, UTC always among them. */
export function selectableTimeZones(): readonly string[] {
  return [...new Set([deviceTimeZone(), "UTC", ...Intl.supportedValuesOf("timeZone")])];
}
