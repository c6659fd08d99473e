using FluentValidation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Olympus.Contracts.Catalog;
using Olympus.Contracts.Customers;
using Olympus.Contracts.Inventory;
using Olympus.Contracts.Orders;
using Olympus.Contracts.Pricing;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Orders;

/// <summary>What somebody orders. There are no prices in it: the server's are the only ones.</summary>
/// <param name="LocationId">Where.</param>
/// <param name="Lines">1 to 200; one variant may stand on several.</param>
/// <param name="CustomerId">Who, if known.</param>
/// <param name="Source">Where it comes from; <c>pos</c> unless told.</param>
/// <param name="Channel">How the customer gets it; <c>takeout</c> unless told.</param>
/// <param name="Status"><c>draft</c>, <c>pending</c> (unless told) or <c>confirmed</c>.</param>
/// <param name="ClientId">What the client calls this order; a second order with the same one is refused, whenever it comes.</param>
/// <param name="QuoteHash">The <c>quote_hash</c> of the quote its customer saw: if the price is another one now, the order is refused with the new quote.</param>
/// <param name="Note">For the people who make it.</param>
/// <param name="Discounts">Granted by hand on the whole order, at most 20; takes <c>orders:discount</c>.</param>
public sealed record PlaceOrderRequest(
    Id<Location> LocationId, IReadOnlyList<PlaceOrderLineRequest> Lines, Id<Customer>? CustomerId = null, OrderSource Source = OrderSource.Pos,
    OrderChannel Channel = OrderChannel.Takeout, OrderStatus Status = OrderStatus.Pending, string? ClientId = null, string? QuoteHash = null,
    string? Note = null, IReadOnlyList<Discount>? Discounts = null);

/// <param name="VariantId">What.</param>
/// <param name="Quantity">How many, 1 to 100,000.</param>
/// <param name="Note">For the people who make it.</param>
/// <param name="Discounts">Granted by hand on this line as a whole, at most 20; takes <c>orders:discount</c>.</param>
public sealed record PlaceOrderLineRequest(Id<Variant> VariantId, long Quantity, string? Note = null, IReadOnlyList<Discount>? Discounts = null);

/// <summary>The order as it was placed.</summary>
/// <param name="Number">For people: 1, 2, 3 … per location.</param>
/// <param name="QuoteHash">Names the price it was placed at.</param>
public sealed record PlaceOrderResponse(
    Id<Order> Id, long Number, Id<Location> LocationId, OrderStatus Status, Money Net, Money Tax, Money Total, string QuoteHash, DateTimeOffset PlacedAt, long Version);

public sealed class PlaceOrderRules : AbstractValidator<PlaceOrderRequest>
{
    public PlaceOrderRules()
    {
        RuleFor(order => order.Lines).NotEmpty().Must(lines => lines.Count <= 200).WithMessage("An order has at most 200 lines.");
        RuleForEach(order => order.Lines).ChildRules(line =>
        {
            line.RuleFor(l => l.Quantity).InclusiveBetween(1, 100_000);
            line.RuleFor(l => l.Note).MaximumLength(500);
            line.RuleFor(l => l.Discounts).AreFew();
            line.RuleForEach(l => l.Discounts).SetValidator(new GrantedDiscountRules());
        });
        RuleFor(order => order.Discounts).AreFew();
        RuleForEach(order => order.Discounts).SetValidator(new GrantedDiscountRules());
        RuleFor(order => order.Status).Must(OrderStates.IsBeginning).WithMessage("An order begins as draft, pending or confirmed.");
        RuleFor(order => order.ClientId).Length(1, 100).When(order => order.ClientId is not null);
        RuleFor(order => order.Note).MaximumLength(2000);
    }
}

/// <summary>
/// Places an order in three round trips: what the other modules know; number, order, lines and stock; events, response and commit.
/// The number comes from a counter row that stays locked for the last two of them, so it is taken as late as possible.
/// </summary>
public static class PlaceOrder
{
    private const string ClientIdSql = "select id from commerce.orders where client_id = $1";

    internal const string InsertOrderSql = """
        with counter as (
            insert into commerce.order_numbers as numbers (location_id, last_number)
            values ($2, 1)
            on conflict (tenant_id, location_id) do update set last_number = numbers.last_number + 1
            returning last_number)
        insert into commerce.orders (
            id, location_id, number, client_id, customer_id, status, source, channel, currency, price_mode, tax_rounding, rounding_mode,
            list_minor, discount_minor, rounding_minor, net_minor, tax_minor, total_minor, note, business_on, placed_at, updated_at,
            taken_by)
        select $1, $2, counter.last_number, $3, $4::uuid, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $20, $21::uuid
        from counter
        returning number
        """;

    public static async Task<Created<PlaceOrderResponse>> Handle(
        PlaceOrderRequest body, Principal principal, TenantDb db, SaleDesk desk, IStock stock, CancellationToken ct)
    {
        principal.Demand("orders:create", body.LocationId);
        OrderDiscounts.Demand(principal, body.LocationId, body.Lines.Select(line => line.Discounts).Append(body.Discounts));
        var placed = await db.Write(
            async tx =>
            {
                var asked = desk.Ask(tx, body.LocationId, body.CustomerId, body.Lines.Select(line => line.VariantId), tx.Now);
                List<Id<Order>> twins = [];
                if (body.ClientId is not null)
                    tx.Enqueue<Id<Order>>(new(ClientIdSql, body.ClientId), ids => twins = ids);
                await tx.Flush();
                if (twins is [var twin])
                    throw OrderRefusals.ClientIdTaken.With("order_id", twin).AsException();
                return await Place(tx, body, principal.UserId, asked, stock, desk);
            },
            ct);
        return TypedResults.Created($"/api/v1/orders/{placed.Id}", placed);
    }

    private static async Task<PlaceOrderResponse> Place(
        Tx tx, PlaceOrderRequest body, Id<User> taker, SaleFacts asked, IStock stock, SaleDesk desk)
    {
        var quote = desk.Price(
            asked, body.Lines.Select(line => new SaleLine(line.VariantId, line.Quantity, line.Discounts ?? [])), body.Discounts ?? [], body.Channel, tx.Now);
        desk.Confirm(quote, body.QuoteHash);

        var id = Id<Order>.New(tx.Now);
        var location = asked.Location;
        var lines = new OrderLines(body.Lines.Count);
        for (var i = 0; i < quote.Lines.Count; i++)
        {
            var offer = asked.Offer(quote.Lines[i].VariantId);
            lines.Add(id, i + 1, quote.Lines[i], offer, body.Lines[i].Note, tx.Now, offer.CostIn(quote.Currency));
        }

        var (status, businessOn, totals) = (WireName.Of(body.Status), location.BusinessDay(tx.Now), quote.Totals);
        var number = 0L;
        tx.Enqueue<long>(
            new(
                InsertOrderSql, id, body.LocationId, body.ClientId, body.CustomerId, status, WireName.Of(body.Source), WireName.Of(body.Channel),
                quote.Currency, WireName.Of(quote.PriceMode), WireName.Of(quote.Rounding.Tax), WireName.Of(quote.Rounding.Mode),
                totals.List.Amount, totals.Discount.Amount, totals.Rounding.Amount, totals.Net.Amount, totals.Tax.Amount, totals.Gross.Amount,
                body.Note, businessOn, tx.Now, taker),
            numbers => number = numbers[0]);
        tx.Enqueue(lines.InsertSql());
        var discounts = OrderDiscounts.Granted(quote.Discounts, lines.Ids);
        OrderDiscounts.Write(tx, id, discounts);
        if (lines.StockDemands() is { Count: > 0 } demands)
            stock.Take(tx, location.LocationId, demands, new StockReference("order", id.Value));
        await tx.Flush();

        tx.Append(new OrderCreated(
            id, number, location.LocationId, body.CustomerId, WireName.Of(body.Source), WireName.Of(body.Channel), status, businessOn,
            totals.Net, totals.Tax, totals.Gross, lines.Facts, [.. discounts.Select(discount => discount.Fact)]));
        if (lines.Costs is { Length: > 0 } costs)
            tx.Append(new OrderCosted(id, location.LocationId, costs));
        return new(id, number, location.LocationId, body.Status, totals.Net, totals.Tax, totals.Gross, quote.QuoteHash, tx.Now, 1);
    }
}
