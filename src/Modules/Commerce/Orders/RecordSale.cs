using FluentValidation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Olympus.Contracts.Catalog;
using Olympus.Contracts.Customers;
using Olympus.Contracts.Inventory;
using Olympus.Contracts.Orders;
using Olympus.Contracts.Payments;
using Olympus.Contracts.Platform;
using Olympus.Contracts.Pricing;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Orders;

/// <summary>A sale that a till has made by itself: the goods are gone, the cash is in the drawer, the receipt is in the customer's hand.</summary>
/// <param name="ClientId">What the till calls it. Sent again, whoever sends it, it gives the order that came of it the first time.</param>
/// <param name="DeviceReceipt">The number on the receipt: the series of the device and a count, such as <c>K7Q2-000042</c>.</param>
/// <param name="PlacedAt">When it was made, by the till's clock: at most 60 days ago. A few minutes ahead count as now.</param>
/// <param name="PriceMode">Whether what was told on the lines includes tax.</param>
/// <param name="Total">What the customer was told, and paid.</param>
/// <param name="Tendered">The cash that was given; the rest went back as change.</param>
/// <param name="CashRounding">What the till added to total and tip, or took off them, because of its smallest coin: at most half of one.</param>
/// <param name="SoldBy">Who stood at the till, if somebody else sends it: a colleague who signed in on the same device meanwhile.</param>
/// <param name="Status"><c>completed</c> (unless told), or <c>confirmed</c> for what is still to be made.</param>
/// <param name="Discounts">What was granted by hand, with what it took off; takes <c>orders:discount</c>.</param>
/// <param name="Tip">What the customer gave on top of the total; only where something was paid.</param>
public sealed record RecordSaleRequest(
    Id<Location> LocationId, string ClientId, string DeviceReceipt, DateTimeOffset PlacedAt, PriceMode PriceMode, IReadOnlyList<RecordSaleLineRequest> Lines,
    Money Total, Money Tendered, Id<Customer>? CustomerId = null, OrderSource Source = OrderSource.Pos, OrderChannel Channel = OrderChannel.Takeout,
    OrderStatus Status = OrderStatus.Completed, IReadOnlyList<QuoteDiscountView>? Discounts = null, string? Note = null,
    Money? CashRounding = null, Id<User>? SoldBy = null, Money? Tip = null);

/// <summary>A line as the customer was told it, in the words of a quote: list − discounts + rounding is gross (inclusive) or net (exclusive).</summary>
public sealed record RecordSaleLineRequest(
    Id<Variant> VariantId, long Quantity, Money UnitPrice, Money List, Money LineDiscount, Money OrderDiscount, Money Rounding, string TaxClass, Rate TaxRate,
    Money Net, Money Tax, string? Note = null);

/// <summary>The order that came of a till's sale.</summary>
/// <param name="Number">For people: 1, 2, 3 … per location.</param>
/// <param name="Priced">What the server would have asked when it heard of it; null if it has no price for it.</param>
/// <param name="Differs">Whether somebody should look at it.</param>
public sealed record RecordSaleResponse(
    Id<Order> Id, long Number, Id<Location> LocationId, string DeviceReceipt, Money Total, Money? Priced, bool Oversold, bool Differs, DateTimeOffset PlacedAt);

public sealed class RecordSaleRules : AbstractValidator<RecordSaleRequest>
{
    public RecordSaleRules()
    {
        RuleFor(sale => sale.ClientId).Length(1, 100);
        RuleFor(sale => sale.DeviceReceipt).Matches("^[0-9A-Za-z-]{1,40}$");
        RuleFor(sale => sale.Lines).NotEmpty().Must(lines => lines.Count <= 200).WithMessage("A sale has at most 200 lines.");
        RuleForEach(sale => sale.Lines).ChildRules(line =>
        {
            line.RuleFor(l => l.Quantity).InclusiveBetween(1, 100_000);
            line.RuleFor(l => l.TaxClass).NotEmpty().MaximumLength(40);
            line.RuleFor(l => l.Note).MaximumLength(500);
        });
        RuleFor(sale => sale.Status).Must(status => status is OrderStatus.Confirmed or OrderStatus.Completed)
            .WithMessage("What was paid is confirmed or completed.");
        RuleFor(sale => sale.Discounts).Must(discounts => discounts is null or { Count: <= 200 }).WithMessage("At most 200 discounts.");
        RuleForEach(sale => sale.Discounts).ChildRules(granted => granted.RuleFor(g => g.Discount).SetValidator(new GrantedDiscountRules()));
        RuleFor(sale => sale.Note).MaximumLength(2000);
    }
}

/// <summary>
/// Records a till's sale. What was told is the price, whatever the server would ask now, and stock goes below zero where it must: nobody can undo what
/// happened at the counter. What differs is marked, so that staff see it. Order and payment are one transaction.
/// </summary>
public static class RecordSale
{
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(60);
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(10);

    private const string RecordedSql = """
        select id, number, location_id, device_receipt, currency, total_minor, priced_minor, oversold, differs, placed_at
        from commerce.orders
        where client_id = $1
        """;

    internal const string InsertRecordedSql = """
        with counter as (
            insert into commerce.order_numbers as numbers (location_id, last_number)
            values ($2, 1)
            on conflict (tenant_id, location_id) do update set last_number = numbers.last_number + 1
            returning last_number)
        insert into commerce.orders (
            id, location_id, number, client_id, customer_id, status, source, channel, currency, price_mode, tax_rounding, rounding_mode,
            list_minor, discount_minor, rounding_minor, net_minor, tax_minor, total_minor, note, business_on, placed_at, updated_at,
            device_receipt, recorded_at, priced_minor, taken_by)
        select $1, $2, counter.last_number, $3, $4::uuid, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
            $22, $21, $23::bigint, $24::uuid
        from counter
        returning number
        """;

    private const string OversoldSql = "update commerce.orders set oversold = true where id = $1";

    private sealed record Recorded(
        Id<Order> Id, long Number, Id<Location> LocationId, string? DeviceReceipt, Money Total, Money? Priced, bool Oversold, bool Differs, DateTimeOffset PlacedAt);

    public static async Task<Created<RecordSaleResponse>> Handle(
        RecordSaleRequest body, Principal principal, TenantDb db, SaleDesk desk, IStock stock, IPayments payments, IUsers users,
        CancellationToken ct)
    {
        principal.Demand("orders:create", body.LocationId);
        principal.Demand("payments:take", body.LocationId);
        if (body.Discounts is { Count: > 0 })
            principal.Demand(OrderDiscounts.Permission, body.LocationId);
        var recorded = await db.Write(tx => Handle(tx, body, principal.UserId, desk, stock, payments, users), ct);
        return TypedResults.Created($"/api/v1/orders/{recorded.Id}", recorded);
    }

    private static async Task<RecordSaleResponse> Handle(
        Tx tx, RecordSaleRequest body, Id<User> sender, SaleDesk desk, IStock stock, IPayments payments, IUsers users)
    {
        var at = body.PlacedAt < tx.Now ? body.PlacedAt : tx.Now;
        var asked = desk.Ask(tx, body.LocationId, null, body.Lines.Select(line => line.VariantId), at);
        if (await tx.First<Recorded>(new(RecordedSql, body.ClientId)) is { } twin)
            return Twin(twin, body);
        if (body.PlacedAt > tx.Now + ClockSkew || body.PlacedAt < tx.Now - Oldest)
            throw OrderRefusals.PlacedAtImplausible(tx.Now - Oldest, tx.Now).AsException();
        ToldSale.Demand(body, asked.Location.Currency);
        if (body.Lines.Select(line => line.VariantId).Where(variant => !asked.Knows(variant)).Distinct().ToArray() is { Length: > 0 } unknown)
            throw OrderRefusals.VariantsUnknown(unknown).AsException();
        if (body.CustomerId is { } customer)
            desk.AskCustomer(tx, customer);
        if (body.SoldBy is { } seller && seller != sender && await tx.First<UserIdentity>(users.ById(seller)) is null)
            throw OrderRefusals.SellerUnknown.AsException();
        return await Record(tx, body, sender, at, asked, desk, stock, payments);
    }

    private static async Task<RecordSaleResponse> Record(
        Tx tx, RecordSaleRequest body, Id<User> sender, DateTimeOffset at, SaleFacts asked, SaleDesk desk, IStock stock, IPayments payments)
    {
        var (id, location, granted) = (Id<Order>.New(at), asked.Location, body.Discounts ?? []);
        var priced = desk.Appraise(
            asked,
            body.Lines.Select((line, i) => new SaleLine(
                line.VariantId, line.Quantity, [.. granted.Where(discount => discount.Line == i).Select(discount => discount.Discount)])),
            [.. granted.Where(discount => discount.Line is null).Select(discount => discount.Discount)], body.Channel, at);
        var lines = new OrderLines(body.Lines.Count);
        for (var i = 0; i < body.Lines.Count; i++)
            lines.Add(id, i + 1, body.Lines[i], asked.Offer(body.Lines[i].VariantId), body.PriceMode, at);

        var (totals, number, businessOn, oversold) = (lines.Totals(), 0L, location.BusinessDay(at), (IReadOnlyList<Id<Variant>>)[]);
        tx.Enqueue<long>(
            new(
                InsertRecordedSql, id, body.LocationId, body.ClientId, body.CustomerId, WireName.Of(body.Status), WireName.Of(body.Source),
                WireName.Of(body.Channel), location.Currency, WireName.Of(body.PriceMode), location.TaxRounding, location.RoundingMode,
                totals.List, totals.Discount, totals.Rounding, totals.Net, totals.Tax, totals.Gross, body.Note, businessOn, at, tx.Now,
                body.DeviceReceipt, priced?.Amount, body.SoldBy ?? sender),
            numbers => number = numbers[0]);
        tx.Enqueue(lines.InsertSql());
        var discounts = OrderDiscounts.Granted(granted, lines.Ids);
        OrderDiscounts.Write(tx, id, discounts);
        stock.TakeGone(tx, body.LocationId, lines.StockDemands(), new StockReference("order", id.Value), at, missing => oversold = missing);
        await tx.Flush();

        Money In(long minor) => new(minor, location.Currency);
        tx.Append(
            new OrderCreated(
                id, number, body.LocationId, body.CustomerId, WireName.Of(body.Source), WireName.Of(body.Channel), WireName.Of(body.Status), businessOn,
                In(totals.Net), In(totals.Tax), body.Total, lines.Facts, [.. discounts.Select(discount => discount.Fact)], body.DeviceReceipt, body.SoldBy == sender ? null : body.SoldBy),
            at);
        if (lines.Costs is { Length: > 0 } costs)
            tx.Append(new OrderCosted(id, body.LocationId, costs), at);
        if (oversold.Count > 0)
            tx.Enqueue(new(OversoldSql, id));
        var differs = priced != body.Total || oversold.Count > 0;
        if (differs)
            tx.Append(new OrderDiffered(id, body.LocationId, body.CustomerId, body.DeviceReceipt, body.Total, priced, oversold));
        var nothing = Money.Zero(location.Currency);
        if (body.Total != nothing)
            payments.TookCash(
                tx, new(id, body.LocationId, body.CustomerId, WireName.Of(body.Status), body.Total, nothing, nothing, nothing, nothing), body.Tip ?? nothing,
                body.CashRounding ?? nothing, body.Tendered, body.SoldBy ?? sender, at);
        return new(id, number, body.LocationId, body.DeviceReceipt, body.Total, priced, oversold.Count > 0, differs, at);
    }

    /// <summary>The same sale sent again, perhaps by somebody else or after the key was forgotten; the name of another one is refused.</summary>
    private static RecordSaleResponse Twin(Recorded twin, RecordSaleRequest body) =>
        twin.LocationId == body.LocationId && twin.DeviceReceipt == body.DeviceReceipt && twin.Total == body.Total
            ? new(twin.Id, twin.Number, twin.LocationId, body.DeviceReceipt, twin.Total, twin.Priced, twin.Oversold, twin.Differs, twin.PlacedAt)
            : throw OrderRefusals.ClientIdTaken.With("order_id", twin.Id).AsException();
}

/// <summary>Whether what was told adds up. Pure.</summary>
internal static class ToldSale
{
    public static void Demand(RecordSaleRequest sale, Currency currency)
    {
        foreach (var (i, line) in sale.Lines.Index())
        {
            Money[] amounts = [line.UnitPrice, line.List, line.LineDiscount, line.OrderDiscount, line.Net, line.Tax];
            Hold(amounts.All(amount => amount.Currency == currency && amount.Amount >= 0) && line.Rounding.Currency == currency, $"lines/{i}");
            var left = line.List.Amount - line.LineDiscount.Amount - line.OrderDiscount.Amount + line.Rounding.Amount;
            Hold(left == (sale.PriceMode == PriceMode.Inclusive ? line.Net.Amount + line.Tax.Amount : line.Net.Amount), $"lines/{i}");
            Hold(Off(sale, i) == line.LineDiscount.Amount, $"lines/{i}/line_discount");
        }

        Hold(Off(sale, null) == sale.Lines.Sum(line => line.OrderDiscount.Amount), "discounts");
        Hold((sale.Discounts ?? []).All(granted => IsPossible(granted, sale, currency)), "discounts");
        Hold(sale.Total.Currency == currency && sale.Total.Amount == sale.Lines.Sum(line => line.Net.Amount + line.Tax.Amount), "total");
        var tip = sale.Tip?.Amount ?? 0;
        Hold((sale.Tip is null || sale.Tip.Value.Currency == currency) && tip >= 0 && (tip == 0 || sale.Total.Amount > 0), "tip");
        // The place may round otherwise by now: what a coin of the currency can make is believed.
        var rounding = sale.CashRounding?.Amount ?? 0;
        Hold(
            (sale.CashRounding is null || sale.CashRounding.Value.Currency == currency) && Math.Abs(rounding) <= SmallestCoin.Coarsest(currency) / 2
            && sale.Total.Amount + tip + rounding >= 0,
            "cash_rounding");
        Hold(sale.Tendered.Currency == currency && sale.Tendered.Amount >= sale.Total.Amount + tip + rounding, "tendered");
    }

    private static bool IsPossible(QuoteDiscountView granted, RecordSaleRequest sale, Currency currency) =>
        granted.Off.Currency == currency && granted.Off.Amount >= 0
        && (granted.Line is null || (granted.Line >= 0 && granted.Line < sale.Lines.Count))
        && granted.Discount.AmountOff is null != granted.Discount.PercentOff is null
        && (granted.Discount.AmountOff is not { } amount || (amount.Currency == currency && amount.Amount >= 0))
        && granted.Discount.PercentOff?.Millionths is not > Rate.One;

    private static long Off(RecordSaleRequest sale, int? line) =>
        (sale.Discounts ?? []).Where(granted => granted.Line == line).Sum(granted => granted.Off.Amount);

    private static void Hold(bool holds, string what)
    {
        if (!holds)
            throw OrderRefusals.ToldWrongly(what).AsException();
    }
}
