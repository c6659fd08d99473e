using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Contracts.Inventory;
using Olympus.Kernel.Data;
using Olympus.Kernel.Values;

namespace Olympus.Api.Orders;

/// <summary>A shop with something to sell, and what tests of orders and payments do at its counter.</summary>
public sealed class Counter
{
    private readonly Server _server;

    private Counter(Server server, Shop shop) => (_server, Shop) = (server, shop);

    public Shop Shop { get; }

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<Counter> Open(Server server, string region = "DE") => new(server, await Shop.Open(server, region: region));

    /// <summary>A new product with one variant and so many units of it.</summary>
    public async Task<Guid> Product(long price, long stock = 100, string taxClass = "standard", bool tracksStock = true, long? cost = null)
    {
        var created = (await Shop.Post("/api/v1/products", new
        {
            Name = "Tea",
            Price = new { Amount = price, Currency = "EUR" },
            TaxClass = taxClass,
            TracksStock = tracksStock,
            Cost = cost is { } known ? Eur(known) : null,
        })).MustBe(HttpStatusCode.Created);
        var variant = created["variants"][0]!["id"]!.GetValue<Guid>();
        if (stock > 0 && tracksStock)
            await Stock(variant, stock);
        return variant;
    }

    public Task Stock(Guid variant, long quantity) => Shop.Db.Write(
        tx =>
        {
            _server.Services.GetRequiredService<IStock>().PutBack(tx, Shop.LocationId, [new(new(variant), quantity)], new("test", Guid.NewGuid()));
            return Task.CompletedTask;
        },
        Ct);

    public object Order(params (Guid Variant, long Quantity)[] lines) => new
    {
        LocationId = Shop.LocationId.Value,
        Lines = lines.Select(line => new { VariantId = line.Variant, line.Quantity }),
    };

    public Task<Answer> Place(params (Guid Variant, long Quantity)[] lines) => Shop.Post("/api/v1/orders", Order(lines));

    /// <summary>A new order of so much in all.</summary>
    public async Task<Guid> Placed(long total = 1000) => (await Place((await Product(total), 1))).MustBe(HttpStatusCode.Created).Id;

    public Task<Answer> Order(Guid id) => Shop.Get($"/api/v1/orders/{id}");

    public Task<Answer> Move(Guid order, string status) => Shop.Post($"/api/v1/orders/{order}/status", new { Status = status });

    public Task<Answer> Cancel(Guid order, string reason = "Changed their mind") => Shop.Post($"/api/v1/orders/{order}/cancellation", new { Reason = reason });

    public static object Eur(long amount) => new { Amount = amount, Currency = "EUR" };

    public Task<Answer> Cash(Guid order, long? amount = null) =>
        Shop.Post($"/api/v1/orders/{order}/payments", new { Method = "cash", Amount = amount is null ? null : Eur(amount.Value) });

    public Task<Answer> Card(Guid order, string token = "test_ok", long? amount = null, bool capture = true) =>
        Shop.Post($"/api/v1/orders/{order}/payments", new { Method = "card", CardToken = token, Capture = capture, Amount = amount is null ? null : Eur(amount.Value) });

    public Task<Answer> Refund(Guid payment, long? amount = null) =>
        Shop.Post($"/api/v1/payments/{payment}/refunds", new { Reason = "Broken", Amount = amount is null ? null : Eur(amount.Value) });

    public async Task<long> OnHand(Guid variant) => (await Shop.Db.Query<long>(
        new("select pool.on_hand from inventory.stock_items as item join capacity.pools as pool on pool.id = item.id where item.variant_id = $1", variant), Ct))[0];

    public Task<List<string>> Events(Guid aggregate) =>
        Shop.Db.Query<string>(new("select type from events.log where aggregate_id = $1 order by xid, seq", aggregate), Ct);

    /// <summary>Every invariant of the product, asked of this tenant.</summary>
    public async Task BooksAreRight()
    {
        foreach (var invariant in _server.Services.GetServices<IInvariant>())
            (await Shop.Db.Query<Violation>(invariant.Violations, Ct)).ShouldBeEmpty(invariant.Name);
    }

    public static long Amount(JsonNode? money) => money!["amount"]!.GetValue<long>();
}
