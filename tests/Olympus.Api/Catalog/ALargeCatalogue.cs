using System.Net;
using System.Reflection;
using Npgsql;
using Olympus.Commerce.Catalog;
using Olympus.Kernel.Data;
using static Olympus.Api.Catalog.Catalogues;

namespace Olympus.Api.Catalog;

/// <summary>20,000 products of one tenant, so that the planner would notice if an index could not be used.</summary>
public sealed class ALargeCatalogue(Server server)
{
    private const int Size = 20_000;

    private static async Task<Shop> Fill(Server server)
    {
        var shop = await Shop.Open(server);
        await using var owner = await Open(Server.OwnerUrl);
        await shop.Db.Write(
            tx => tx.Execute(new(
                """
                insert into commerce.products (id, name, tax_class, currency, price_minor, created_at, updated_at, is_active)
                select gen_random_uuid(), 'Thing ' || n || ' of series ' || n / 100, 'standard', 'EUR', n % 5000, now() - n * interval '1 minute',
                    now() - n * interval '1 minute', n % 1000 <> 0
                from generate_series(1, $1) as n
                """,
                Size)),
            TestContext.Current.CancellationToken);
        await Run(owner, "analyze commerce.products");
        await shop.Db.Write(
            tx => tx.Execute(new(
                """
                insert into commerce.variants (id, product_id, sku, price_minor, position)
                select gen_random_uuid(), id, 'SKU-' || substring(name from 'Thing ([0-9]+)'), price_minor, 0
                from commerce.products
                """)),
            TestContext.Current.CancellationToken);
        await Run(owner, "analyze commerce.variants");
        return shop;
    }

    private static async Task<NpgsqlConnection> Open(string url)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Databases.KeyValues(url)) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    private static async Task<string> Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var lines = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            lines.Add(reader.GetValue(0).ToString()!);
        return string.Join('\n', lines);
    }

    /// <summary>The plan that a request gets: as its role, for its tenant, prepared once for all values.</summary>
    private static async Task<string> Plan(NpgsqlConnection connection, string sql, string types, string values)
    {
        await Run(connection, $"prepare asked ({types}) as {sql}");
        var plan = await Run(connection, $"explain (analyze, timing off, summary off) execute asked ({values})");
        await Run(connection, "deallocate asked");
        return plan;
    }

    private static async Task<NpgsqlConnection> As(string url, Shop shop, string? role = null)
    {
        var connection = await Open(url);
        await Run(connection, "begin");
        if (role is not null)
            await Run(connection, $"set local role {role}");
        await Run(connection, $"select set_config('app.tenant_id', '{shop.TenantId}', true), set_config('plan_cache_mode', 'force_generic_plan', true)");
        return connection;
    }

    private static string Statement(string type, string name) => (string)typeof(CatalogModule).Assembly
        .GetType($"Olympus.Commerce.Catalog.{type}")!.GetField(name, BindingFlags.NonPublic | BindingFlags.Static)!.GetRawConstantValue()!;

    [Fact]
    public async Task Is_searched_and_walked_along_indexes()
    {
        var shop = await Fill(server);

        await using (var search = await As(Server.OwnerUrl, shop, "olympus_search"))
        {
            var body = await Run(search, "select prosrc from pg_proc where oid = 'commerce.search_products'::regproc");
            var plan = await Plan(search, body, "text", "'thing 12345'");
            plan.ShouldContain("Bitmap Index Scan on products_search");
            plan.ShouldContain("variants_by_sku_key");
            plan.ShouldContain("variants_by_barcode");
            plan.ShouldNotContain("Seq Scan");
        }

        await using var app = await As(Server.AppUrl, shop);
        foreach (var (name, index, type, after) in new[]
                 {
                     ("ByNameSql", "products_by_name", "text", "'thing 5'"), ("ByNameDownSql", "products_by_name", "text", "'thing 5'"),
                     ("ByCreationSql", "products_by_creation", "timestamptz", "now() - interval '1 day'"),
                     ("ByCreationDownSql", "products_by_creation", "timestamptz", "now() - interval '1 day'"),
                     ("ByChangeSql", "products_by_change", "timestamptz", "now() - interval '1 day'"),
                     ("ByChangeDownSql", "products_by_change", "timestamptz", "now() - interval '1 day'"),
                     ("ByPriceSql", "products_by_price", "bigint", "2500"), ("ByPriceDownSql", "products_by_price", "bigint", "2500"),
                 })
        {
            var plan = await Plan(
                app, Statement("ProductWalks", name), $"{type}, uuid, boolean, boolean, int", $"{after}, '{Guid.Empty}', null, false, 21");
            plan.ShouldMatch($"Index Scan( Backward)? using {index}");
            plan.ShouldContain("ROW(");
            plan.ShouldNotContain("Sort Key: product", customMessage: $"{name}:\n{plan}");
        }

        await Run(app, "set local plan_cache_mode = auto");
        foreach (var (driver, index) in new[]
                 {
                     ("sku", "variants_sku_unique"), ("barcode", "variants_by_barcode"), ("category", "products_by_category"),
                     ("updated_since", "products_by_change"), ("inactive", "products_inactive"), ("q", "Function Scan on search_products"),
                 })
        {
            var plan = await Plan(
                app, Statement("ProductSelection", "SelectedProductsSql"),
                "text, uuid, text, text, text, timestamptz, boolean, boolean, text, text, timestamptz, bigint, uuid, int",
                $"'{driver}', null, {(driver == "sku" ? "'SKU-77'" : "null")}, {(driver == "barcode" ? "'1'" : "null")}, "
                + $"{(driver == "q" ? "'thing 12345'" : "null")}, {(driver == "updated_since" ? "now() - interval '20 minutes'" : "null")}, "
                + $"null, false, 'name', '', now(), 0, '{Guid.Empty}', 21");
            plan.ShouldContain(index, customMessage: plan);
            plan.Split('\n').ShouldNotContain(
                line => line.Contains("Seq Scan on products", StringComparison.Ordinal) && !line.Contains("never executed", StringComparison.Ordinal), plan);
        }

        (await shop.Names("q=thing%2012345")).ShouldBe(["Thing 12345 of series 123"]);
        (await shop.Names("q=sku-777&sort=price&limit=100")).Length.ShouldBe(11);
        (await shop.Names("is_active=false&limit=100")).Length.ShouldBe(20);
    }
}
