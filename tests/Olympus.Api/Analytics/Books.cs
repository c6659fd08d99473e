using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Contracts.Customers;
using Olympus.Contracts.Orders;
using Olympus.Contracts.Payments;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Api.Analytics;

/// <summary>A sale of the past: one line, its amounts without and with tax the same unless told.</summary>
/// <param name="Net">Minor units of the line.</param>
internal sealed record PastSale(
    DateTimeOffset At, long Net, long Units = 1, long Tax = 0, string Source = "pos", string Channel = "takeout", Guid? Customer = null, Guid? Product = null,
    string Method = "cash", long Refund = 0);

/// <summary>What tests of figures write and ask.</summary>
internal static class Books
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Writes sales of the past at one location, with their payments, and refunds an hour later.</summary>
    public static Task Write(Server server, Shop shop, Id<Location> place, string currency, params PastSale[] sales)
    {
        Money Money(long amount) => new(amount, new Currency(currency));
        HistoricalOrder[] orders = Array.ConvertAll(sales, sale => new HistoricalOrder(
            Id<Order>.New(sale.At), Guid.NewGuid().ToString(), place, sale.Customer is { } customer ? new Id<Customer>(customer) : null, sale.Source, sale.Channel,
            sale.At,
            [
                new(Id<OrderLine>.New(sale.At), null, sale.Product is { } product ? new(product) : new(Guid.CreateVersion7()), null, "Thing", "product", sale.Units,
                    Money(sale.Net / sale.Units), Money(sale.Net), Money(sale.Tax), Money(sale.Net + sale.Tax), "standard", 0.19m),
            ],
            Guid.CreateVersion7(sale.At), sale.Method));
        return shop.Db.Write(
            async tx =>
            {
                await server.Services.GetRequiredService<IOrderHistory>().Write(tx, orders);
                await server.Services.GetRequiredService<IPaymentHistory>().WriteCaptures(tx, orders);
                var refunds = orders.Zip(sales).Where(of => of.Second.Refund > 0).Select(of => new HistoricalRefund(
                    Guid.CreateVersion7(of.Second.At), of.First.OrderId, of.First.PaymentId!.Value, Money(of.Second.Refund), "Broken", of.Second.At.AddHours(1))).ToArray();
                if (refunds.Length > 0)
                    await server.Services.GetRequiredService<IPaymentHistory>().WriteRefunds(tx, refunds);
            },
            Ct);
    }

    /// <summary>Asks once every event was read and every invariant of figures holds.</summary>
    public static async Task<Answer> Ask(this Shop shop, object question)
    {
        await shop.Verify("analytics.");
        return (await shop.Post("/api/v1/analytics/query", question)).MustBe(HttpStatusCode.OK);
    }

    /// <summary>Rows as <c>key key: value value</c>, with <c>vs value value</c> where they are compared; null is a dash.</summary>
    public static string[] Lines(this Answer answer, string rows = "rows") => [.. answer[rows].AsArray().Select(row => Line(row!))];

    private static string Line(JsonNode row)
    {
        static string Values(JsonNode? values) => string.Join(' ', values!.AsArray().Select(value => value?.ToJsonString() ?? "-"));
        string[] keys = [.. row["keys"]!.AsArray().Select(key => key!["name"]?.GetValue<string>() ?? key["value"]?.GetValue<string>() ?? "-"), .. row["currency"] is { } currency ? (string[])[currency.GetValue<string>()] : []];
        return $"{string.Join(' ', keys)}: {Values(row["values"])}{(row["comparison"] is { } before ? $" vs {Values(before)}" : "")}".TrimStart(':', ' ');
    }
}
