/** Which column of a file is what, guessed from its heading in English or German. */

export const FIELDS = [
  'sku',
  'name',
  'price',
  'currency',
  'category',
  'barcode',
  'tax_class',
  'cost',
  'tracks_stock',
  'is_active',
  'description',
  'image_url',
] as const;

export type Field = (typeof FIELDS)[number];

/** Index of the column of each field that the file has. */
export type Mapping = Partial<Record<Field, number>>;

const NAMES: Record<Field, string[]> = {
  sku: [
    'sku',
    'artikelnummer',
    'artikelnr',
    'artnr',
    'itemnumber',
    'itemno',
    'articlenumber',
    'productcode',
    'itemcode',
    'stockcode',
    'handle',
    'referenz',
    'reference',
    'nummer',
  ],
  name: [
    'name',
    'title',
    'product',
    'productname',
    'item',
    'itemname',
    'bezeichnung',
    'artikel',
    'artikelname',
    'artikelbezeichnung',
    'produkt',
    'produktname',
    'titel',
  ],
  price: [
    'price',
    'saleprice',
    'sellingprice',
    'unitprice',
    'retailprice',
    'grossprice',
    'preis',
    'verkaufspreis',
    'vk',
    'vkpreis',
    'bruttopreis',
    'vkbrutto',
    'einzelpreis',
    'amount',
  ],
  currency: ['currency', 'currencycode', 'waehrung'],
  category: [
    'category',
    'categorypath',
    'categoryname',
    'kategorie',
    'warengruppe',
    'gruppe',
    'group',
    'producttype',
    'productcategory',
    'department',
    'abteilung',
  ],
  barcode: ['barcode', 'ean', 'ean13', 'eancode', 'gtin', 'upc', 'gtin13', 'strichcode'],
  tax_class: ['taxclass', 'tax', 'vat', 'taxcode', 'taxrate', 'steuerklasse', 'steuer', 'mwst', 'ust', 'steuersatz'],
  cost: [
    'cost',
    'costprice',
    'unitcost',
    'purchaseprice',
    'costperitem',
    'einkaufspreis',
    'ek',
    'ekpreis',
    'einstandspreis',
  ],
  tracks_stock: [
    'tracksstock',
    'trackstock',
    'stocktracking',
    'trackinventory',
    'bestandsfuehrung',
    'lagerfuehrung',
    'bestand fuehren',
  ],
  is_active: ['isactive', 'active', 'onsale', 'status', 'state', 'published', 'aktiv', 'imverkauf', 'verfuegbar'],
  description: [
    'description',
    'body',
    'bodyhtml',
    'details',
    'text',
    'beschreibung',
    'langtext',
    'artikelbeschreibung',
  ],
  image_url: ['imageurl', 'image', 'imagesrc', 'picture', 'photo', 'bild', 'bildurl', 'bildadresse'],
};

/** The best guess: exact names first, then headings that contain one; every column at most once. */
export function guessColumns(headings: readonly string[]): Mapping {
  const plain = headings.map(normalised);
  const mapping: Mapping = {};
  const taken = new Set<number>();
  const take = (field: Field, matches: (heading: string, name: string) => boolean) => {
    if (mapping[field] !== undefined) return;
    for (const name of NAMES[field].map(normalised)) {
      const index = plain.findIndex((heading, i) => !taken.has(i) && matches(heading, name));
      if (index >= 0) {
        mapping[field] = index;
        taken.add(index);
        return;
      }
    }
  };
  for (const field of FIELDS) take(field, (heading, name) => heading === name);
  for (const field of FIELDS) take(field, (heading, name) => name.length >= 4 && heading.includes(name));
  return mapping;
}

/** Whether the first row is headings rather than goods: at least one cell is a known name, and none is a price. */
export function hasHeadings(row: readonly string[]): boolean {
  return (
    Object.keys(guessColumns(row)).length > 0 && !row.some((cell) => /^\D{0,3}\d+([.,]\d+)?\D{0,3}$/.test(cell.trim()))
  );
}

function normalised(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replace(/[^a-z0-9]/g, '');
}
