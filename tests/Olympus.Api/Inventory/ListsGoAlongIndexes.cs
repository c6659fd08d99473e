using System.Reflection;
using Npgsql;
using Olympus.Customers;
using Olympus.Inventory;
using Olympus.Kernel.Data;

namespace Olympus.Api.Inventory;

/// <summary>Under row-level security a careless comparison is no index condition; these are the lists that grow with the age of a shop.</summary>
public sealed class ListsGoAlongIndexes(Server server)
{
    private const string No = "'00000000-0000-0000-0000-000000000000'";

    // Where two indexes give the same order, what is known of the table at the moment decides between them.
    [Theory]
    [InlineData(typeof(ListStock), "AnywhereSql", $"{No}, {No}, null, 21", "stock_items_variant_unique")]
    [InlineData(typeof(ListStock), "ShortAnywhereSql", $"{No}, {No}, null, 21", "stock_items_short_anywhere")]
    [InlineData(typeof(ListStock), "OfLocationSql", $"{No}, {No}, 21", "stock_items_(location|variant_unique)")]
    [InlineData(typeof(ListStock), "ShortOfLocationSql", $"{No}, {No}, 21", "stock_items_short(_anywhere)?")]
    [InlineData(typeof(ListStock), "ShortestOfLocationSql", $"{No}, 'out', {No}, 21", "stock_items_by_level")]
    [InlineData(typeof(ListStock), "OfVariantSql", $"{No}, null, {No}, null, false, 21", "stock_items_")]
    [InlineData(typeof(ListMovements), "OfLocationSql", $"{No}, now(), {No}, 21", "movements_location")]
    [InlineData(typeof(ListMovements), "OfItemSql", $"{No}, now(), {No}, 21", "movements_item")]
    [InlineData(typeof(ListCustomers), "ByNameSql", $"'', {No}, 21", "customers_by_name")]
    [InlineData(typeof(ListCustomers), "ByKeySql", $"'', {No}, '{{name}}', 'ada', 'adb', 21", "search_keys_by_key")]
    [InlineData(typeof(ListCustomerOrders), "OrdersSql", $"{No}, null, null, null, 21", "customer_orders_history")]
    public async Task Whatever_the_filter(Type slice, string statement, string arguments, string index)
    {
        var ct = TestContext.Current.CancellationToken;
        var shop = await Shop.Open(server);
        var text = (string)slice.GetField(statement, BindingFlags.NonPublic | BindingFlags.Static)!.GetRawConstantValue()!;
        await using var source = Databases.Build(Server.AppUrl, "explain", 1);
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        foreach (var preparation in new[]
        {
            $"set local app.tenant_id = '{shop.TenantId}'", "set local enable_seqscan = off", "set local enable_bitmapscan = off",
            "set local enable_sort = off", "set local plan_cache_mode = force_generic_plan", $"prepare explained as {text}",
        })
            await using (var command = new NpgsqlCommand(preparation, connection))
                await command.ExecuteNonQueryAsync(ct);

        var plan = new List<string>();
        await using (var explain = new NpgsqlCommand($"explain (costs off) execute explained ({arguments})", connection))
        await using (var reader = await explain.ExecuteReaderAsync(ct))
            while (await reader.ReadAsync(ct))
                plan.Add(reader.GetString(0));
        await using (var forget = new NpgsqlCommand("deallocate explained", connection))
            await forget.ExecuteNonQueryAsync(ct);
        // What is sorted behind the innermost limit is one page of each part, not all there is.
        var shown = string.Join('\n', plan.Skip(Math.Max(0, plan.FindLastIndex(line => line.Contains("Limit", StringComparison.Ordinal)))));
        shown.ShouldMatch($"using {index}");
        shown.ShouldNotContain("Sort");
    }
}
