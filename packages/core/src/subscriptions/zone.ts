// Asking the platform costs more than all the arithmetic of a term; a zone once known stays so. Bounded, because names
// are known in any mix of upper and lower case.
const knownZones = new Set<string>();

/**
 * Whether a text is an IANA zone that the running platform knows. Offsets (`+08:00`) are none: they know no summer time, so
 * a term would end at another hour than the customer was shown.
 */
export function isZone(zone: string): boolean {
  if (zone.length > 64 || !/^[A-Za-z]/.test(zone)) return false;
  if (knownZones.has(zone)) return true;
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    if (knownZones.size < 1000) knownZones.add(zone);
    return true;
  } catch {
    return false;
  }
}
