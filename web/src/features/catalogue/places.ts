/** Where locations differ from the catalogue, as a form has it. */
export type Price = { amount: number; currency: string };

export type PlaceRow = { locationId: string; variantId: string | null; isAvailable: boolean; price: Price | null };

type Said = {
  locations: {
    location_id: string;
    is_available: boolean;
    price: Price | null;
    variants: { variant_id: string; is_available: boolean; price: Price | null }[];
  }[];
};

/** One row for each location, and one for each of its variants where there are several. */
export function rowsOf(said: Said, locationIds: readonly string[], variantIds: readonly string[]): PlaceRow[] {
  return locationIds.flatMap((locationId) => {
    const location = said.locations.find((one) => one.location_id === locationId);
    const whole: PlaceRow = {
      locationId,
      variantId: null,
      isAvailable: location?.is_available ?? true,
      price: location?.price ?? null,
    };
    if (variantIds.length < 2) return [whole];
    return [
      whole,
      ...variantIds.map((variantId): PlaceRow => {
        const variant = location?.variants.find((one) => one.variant_id === variantId);
        return { locationId, variantId, isAvailable: variant?.is_available ?? true, price: variant?.price ?? null };
      }),
    ];
  });
}

/** What the API is sent: the locations in which something differs from what it said. Variants that say nothing are left out. */
export function changesOf(before: readonly PlaceRow[], after: readonly PlaceRow[]) {
  const text = (rows: readonly PlaceRow[], locationId: string) =>
    JSON.stringify(rows.filter((row) => row.locationId === locationId));
  const changed = [...new Set(after.map((row) => row.locationId))].filter((id) => text(before, id) !== text(after, id));
  return changed.map((locationId) => {
    const rows = after.filter((row) => row.locationId === locationId);
    const whole = rows.find((row) => row.variantId === null);
    return {
      location_id: locationId,
      is_available: whole?.isAvailable ?? true,
      price: whole?.price ?? null,
      variants: rows.flatMap((row) =>
        row.variantId === null || (row.isAvailable && row.price === null)
          ? []
          : [{ variant_id: row.variantId, is_available: row.isAvailable, price: row.price }],
      ),
    };
  });
}
