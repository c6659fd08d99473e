using Olympus.Contracts.Catalog;
using Olympus.Kernel.Data;
using Olympus.Kernel.Values;

namespace Olympus.Inventory;

/// <summary>Variants whose stock somebody wrote down, held or wants to be warned about.</summary>
internal sealed class StockedVariants : IProductUse
{
    private const string StockedSql = "select distinct variant_id from inventory.stock_items where variant_id = any($1)";

    public string Name => "stocked";

    public Sql Of(Id<Product>[] products, Id<Variant>[] variants, DateTimeOffset since) => new(StockedSql, variants);
}
