// Products and orders of the same database, by mercurius on fastify: what './olympus bench graphql' compares with. It has the easier task: no tokens, rights, limits or
// row-level security; the tenant is what the Authorization header says.
import Fastify from 'fastify';
import mercurius from 'mercurius';
import pg from 'pg';

// Whole numbers of 64 bits and times stay texts, as they are written.
for (const type of [20, 1184]) pg.types.setTypeParser(type, (text) => text);
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 16 });

const schema = `
  type Money { amount: String! currency: String! }
  type Variant { id: ID! sku: String barcode: String optionValues: [String!]! price: Money! cost: Money isActive: Boolean! }
  type Product {
    id: ID! name: String! description: String categoryId: ID taxClass: String! tracksStock: Boolean! isActive: Boolean! imageUrl: String price: Money! options: [String!]!
    variants: [Variant!]! version: String! createdAt: String! updatedAt: String! archivedAt: String
  }
  type Customer { id: ID! name: String! externalReference: String email: String phone: String tags: [String!]! version: String! createdAt: String! }
  type Line {
    id: ID! kind: String! variantId: ID productId: ID name: String! sku: String quantity: String! returnedQuantity: String! unitPrice: Money! list: Money! lineDiscount: Money!
    orderDiscount: Money! rounding: Money! taxClass: String! taxRate: String! net: Money! tax: Money! gross: Money! note: String
  }
  type Order {
    id: ID! number: String! locationId: ID! customerId: ID status: String! paymentStatus: String! source: String! channel: String! total: Money! placedAt: String! version: String!
    note: String deviceReceipt: String differs: Boolean! takenBy: ID customer: Customer lines: [Line!]!
  }
  type Orders { data: [Order!]! hasMore: Boolean! nextCursor: String }
  type Query { product(id: ID!): Product orders(limit: Int = 20): Orders! }
`;

const rows = async (name, text, values) => (await pool.query({ name, text, values })).rows;
const money = (amount, currency) => ({ amount, currency });

const productSql = `
  select product.*,
    (select json_agg(json_build_object('id', variant.id, 'sku', variant.sku, 'barcode', variant.barcode, 'option_values', variant.option_values,
      'price_minor', variant.price_minor::text, 'cost_minor', variant.cost_minor::text, 'is_active', variant.is_active) order by variant.position, variant.id)
     from commerce.variants as variant where variant.tenant_id = $1 and variant.product_id = product.id) as variants
  from commerce.products as product where product.tenant_id = $1 and product.id = $2`;
const ordersSql = `select * from commerce.orders where tenant_id = $1 order by id desc limit $2`;
const linesSql = `
  select line.*, orders.currency from commerce.order_lines as line
  join commerce.orders on orders.tenant_id = line.tenant_id and orders.id = line.order_id
  where line.tenant_id = $1 and line.order_id = any($2) order by line.order_id, line.position`;
const customersSql = `
  select customer.*,
    (select value from customer.contacts where tenant_id = $1 and customer_id = customer.id and kind = 'email' and is_primary) as email,
    (select value from customer.contacts where tenant_id = $1 and customer_id = customer.id and kind = 'phone' and is_primary) as phone
  from customer.customers as customer where customer.tenant_id = $1 and customer.id = any($2)`;

const product = (row) => ({
  id: row.id, name: row.name, description: row.description, categoryId: row.category_id, taxClass: row.tax_class, tracksStock: row.tracks_stock, isActive: row.is_active,
  imageUrl: row.image_url, price: money(row.price_minor, row.currency), options: row.options, version: row.version, createdAt: row.created_at, updatedAt: row.updated_at,
  archivedAt: row.archived_at,
  variants: row.variants.map((variant) => ({
    id: variant.id, sku: variant.sku, barcode: variant.barcode, optionValues: variant.option_values, price: money(variant.price_minor, row.currency),
    cost: variant.cost_minor && money(variant.cost_minor, row.currency), isActive: variant.is_active,
  })),
});
const line = (row) => ({
  id: row.id, kind: row.kind, variantId: row.variant_id, productId: row.product_id, name: row.name, sku: row.sku, quantity: row.quantity, returnedQuantity: row.returned_quantity,
  unitPrice: money(row.unit_price_minor, row.currency), list: money(row.list_minor, row.currency), lineDiscount: money(row.line_discount_minor, row.currency),
  orderDiscount: money(row.order_discount_minor, row.currency), rounding: money(row.rounding_minor, row.currency), taxClass: row.tax_class, taxRate: String(row.tax_rate_millionths),
  net: money(row.net_minor, row.currency), tax: money(row.tax_minor, row.currency), gross: money(row.gross_minor, row.currency), note: row.note,
});
const customer = (row) => row && {
  id: row.id, name: row.name, externalReference: row.external_reference, email: row.email, phone: row.phone, tags: row.tags, version: row.version, createdAt: row.created_at,
};
const order = (row) => ({
  id: row.id, number: row.number, locationId: row.location_id, customerId: row.customer_id, status: row.status, paymentStatus: row.payment_status, source: row.source,
  channel: row.channel, total: money(row.total_minor, row.currency), placedAt: row.placed_at, version: row.version, note: row.note, deviceReceipt: row.device_receipt,
  differs: row.differs, takenBy: row.taken_by,
});

const resolvers = {
  Query: {
    product: async (_, { id }, { tenant }) => {
      const [row] = await rows('product', productSql, [tenant, id]);
      return row ? product(row) : null;
    },
    orders: async (_, { limit }, { tenant }) => {
      const found = await rows('orders', ordersSql, [tenant, limit + 1]);
      return { data: found.slice(0, limit).map(order), hasMore: found.length > limit, nextCursor: found.length > limit ? found[limit - 1].id : null };
    },
  },
};
const loaders = {
  Order: {
    customer: async (asked, { tenant }) => {
      const found = new Map((await rows('customers', customersSql, [tenant, [...new Set(asked.map(({ obj }) => obj.customerId))]])).map((row) => [row.id, row]));
      return asked.map(({ obj }) => customer(found.get(obj.customerId)));
    },
    lines: async (asked, { tenant }) => {
      const found = new Map(asked.map(({ obj }) => [obj.id, []]));
      for (const row of await rows('lines', linesSql, [tenant, [...found.keys()]])) found.get(row.order_id).push(line(row));
      return asked.map(({ obj }) => found.get(obj.id));
    },
  },
};

const app = Fastify({ logger: false });
app.register(mercurius, { schema, resolvers, loaders, jit: 1, context: (request) => ({ tenant: request.headers.authorization?.slice('Bearer '.length) }) });
app.get('/health', async () => 'ok');
await app.listen({ host: '127.0.0.1', port: Number(process.env.PORT) });
