using FluentValidation;
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

/// <summary>What becomes different; what is absent stays as it is.</summary>
/// <param name="Lines">All the lines the order has from now on: a line that is not among them is taken out.</param>
/// <param name="Note">An empty text removes it.</param>
/// <param name="RemoveCustomer">Nobody in particular from now on.</param>
/// <param name="Discounts">All that is granted on the whole order from now on; granting takes <c>orders:discount</c>.</param>
public sealed record EditOrderRequest(
    IReadOnlyList<EditOrderLineRequest>? Lines = null, string? Note = null, Id<Customer>? CustomerId = null, bool RemoveCustomer = false,
    IReadOnlyList<Discount>? Discounts = null);

/// <param name="VariantId">What.</param>
/// <param name="Quantity">How many.</param>
/// <param name="LineId">The line that is kept; absent: a new one. With the same variant and quantity it keeps its price as well, with the same variant what it had cost.</param>
/// <param name="Discounts">All that is granted on this line from now on; absent: what a kept line had.</param>
public sealed record EditOrderLineRequest(
    Id<Variant> VariantId, long Quantity, Id<OrderLine>? LineId = null, string? Note = null, IReadOnlyList<Discount>? Discounts = null);

public sealed class EditOrderRules : AbstractValidator<EditOrderRequest>
{
    public EditOrderRules()
    {
        RuleFor(edit => edit.Lines).Must(lines => lines is null or { Count: >= 1 and <= 200 }).WithMessage("An order has 1 to 200 lines.");
        RuleForEach(edit => edit.Lines).ChildRules(line =>
        {
            line.RuleFor(l => l.Quantity).InclusiveBetween(1, 100_000);
            line.RuleFor(l => l.Note).MaximumLength(500);
            line.RuleFor(l => l.Discounts).AreFew();
            line.RuleForEach(l => l.Discounts).SetValidator(new GrantedDiscountRules());
        });
        RuleFor(edit => edit.Discounts).AreFew();
        RuleForEach(edit => edit.Discounts).SetValidator(new GrantedDiscountRules());
        RuleFor(edit => edit.RemoveCustomer).Equal(false).When(edit => edit.CustomerId is not null).WithMessage("Either another customer or none.");
        RuleFor(edit => edit.Lines)
            .Must(lines => lines!.Where(line => line.LineId is not null).GroupBy(line => line.LineId).All(group => group.Count() == 1))
            .WithMessage("A line is named once.").When(edit => edit.Lines is not null);
        RuleFor(edit => edit.Note).MaximumLength(2000);
    }
}

/// <summary>
/// Edits an order that is not confirmed yet. A line whose variant and quantity stay keeps the price and tax it was placed with; the others are priced
/// now, as a basket of their own. With a discount by hand, before or after, the whole order is one basket: lines that stay keep their unit price,
/// discounts and taxes come about anew. Stock moves by the difference.
/// </summary>
public static class EditOrder
{
    private const string EditOrderSql = """
        update commerce.orders
        set customer_id = $2::uuid, note = $3, list_minor = $4, discount_minor = $5, rounding_minor = $6, net_minor = $7, tax_minor = $8,
            total_minor = $9, version = version + 1, updated_at = $10
        where id = $1
        """;

    private const string KeepEditedOrderSql = """
        update commerce.orders
        set customer_id = $2::uuid, note = $3, version = version + 1, updated_at = $4
        where id = $1
        """;

    private const string DeleteLinesSql = "delete from commerce.order_lines where order_id = $1 and id = any($2)";

    private const string KeepLinesSql = """
        update commerce.order_lines as line
        set position = kept.position, note = kept.note
        from unnest($2::uuid[], $3::int[], $4::text[]) as kept (id, position, note)
        where line.order_id = $1 and line.id = kept.id
        """;

    public static Task<OrderChangeResponse> Handle(
        Id<Order> id, EditOrderRequest body, IfMatch match, Principal principal, TenantDb db, SaleDesk desk, IStock stock, CancellationToken ct) =>
        db.Write(
            async tx =>
            {
                var (orders, granted) = (new List<LockedOrder>(), new List<OrderDiscountRow>());
                tx.Enqueue<LockedOrder>(LockedOrder.Lock(id), found => orders = found);
                tx.Enqueue<OrderDiscountRow>(OrderDiscounts.Of(id), found => granted = found);
                var lines = await tx.Query<LockedLine>(LockedLine.Of(id));
                var order = LockedOrder.Demand(orders is [var one] ? one : null, principal, "orders:create");
                OrderDiscounts.Demand(principal, order.LocationId, (body.Lines ?? []).Select(line => line.Discounts).Append(body.Discounts));
                if (order.Version != match.Version)
                    throw VersionRefusals.Stale(order.Version).AsException();
                if (!OrderStates.IsEditable(order.State))
                    throw OrderRefusals.NotEditable(order.State).AsException();
                if (body.CustomerId is { } customer && customer != order.CustomerId)
                    desk.AskCustomer(tx, customer);

                var edited = order with
                {
                    CustomerId = body.RemoveCustomer ? null : body.CustomerId ?? order.CustomerId,
                    Note = body.Note is null ? order.Note : body.Note.Length == 0 ? null : body.Note,
                };
                if (body.Lines is null && body.Discounts is null)
                    return Keep(tx, edited, lines, granted);
                var wanted = new WantedOrder(body, lines, granted);
                var edit = new EditedLines(lines, wanted.Lines);
                if (wanted.HasDiscounts || granted.Count > 0)
                    edit.PriceAnew(order.Total.Currency);
                return await Replace(tx, edited, edit, wanted.Discounts, desk, stock);
            },
            ct);

    private static OrderChangeResponse Keep(Tx tx, LockedOrder order, List<LockedLine> lines, List<OrderDiscountRow> granted)
    {
        tx.Enqueue(new(KeepEditedOrderSql, order.Id, order.CustomerId, order.Note, tx.Now));
        return Say(tx, order, [.. lines.Select(line => line.Fact(order.Total.Currency))], granted);
    }

    private static async Task<OrderChangeResponse> Replace(
        Tx tx, LockedOrder order, EditedLines edit, IReadOnlyList<Discount> discounts, SaleDesk desk, IStock stock)
    {
        var (priced, granted) = (new OrderLines(edit.Changed.Count), (OrderDiscountRow[])[]);
        if (edit.Changed.Count > 0)
        {
            var asked = desk.Ask(tx, order.LocationId, null, edit.Changed.Select(line => line.Wanted.VariantId), tx.Now);
            await tx.Flush();
            var quote = desk.Price(
                asked, edit.Changed.Select(line => new SaleLine(line.Wanted.VariantId, line.Wanted.Quantity, line.Wanted.Discounts ?? [], line.UnitPrice)),
                discounts, order.Way, tx.Now);
            for (var i = 0; i < quote.Lines.Count; i++)
            {
                var ((wanted, position, _), offer) = (edit.Changed[i], asked.Offer(quote.Lines[i].VariantId));
                priced.Add(
                    order.Id, position, quote.Lines[i], offer, wanted.Note, tx.Now, edit.CostOf(wanted, offer, order.Total.Currency), wanted.LineId);
            }

            granted = OrderDiscounts.Granted(quote.Discounts, priced.Ids);
        }

        var (kept, totals) = (edit.Kept, priced.Totals() + Totals(edit.Kept.Select(line => line.Row)));
        var (net, tax, total) = (order.Net with { Amount = totals.Net }, order.Tax with { Amount = totals.Tax }, order.Total with { Amount = totals.Gross });
        var paid = order.Pending + order.Authorized + order.Captured;
        if (paid.Amount > total.Amount)
            throw OrderRefusals.BelowPayments(total, paid).AsException();

        tx.Enqueue(OrderDiscounts.Delete(order.Id));
        tx.Enqueue(new(DeleteLinesSql, order.Id, edit.Gone.Select(line => line.Id).ToArray()));
        tx.Enqueue(new(
            KeepLinesSql, order.Id, kept.Select(line => line.Row.Id).ToArray(), kept.Select(line => line.Position).ToArray(),
            kept.Select(line => line.Note).ToArray()));
        tx.Enqueue(priced.InsertSql());
        OrderDiscounts.Write(tx, order.Id, granted);
        tx.Enqueue(new(
            EditOrderSql, order.Id, order.CustomerId, order.Note, totals.List, totals.Discount, totals.Rounding, totals.Net, totals.Tax, totals.Gross, tx.Now));
        MoveStock(tx, order, edit.StockChange(priced.StockDemands()), stock);

        var facts = kept.Select(line => (line.Position, Line: line.Row.Fact(total.Currency)))
            .Concat(edit.Changed.Select((line, i) => (line.Position, Line: priced.Facts[i])))
            .OrderBy(line => line.Position).Select(line => line.Line);
        var response = Say(tx, order with { Net = net, Tax = tax, Total = total }, [.. facts], granted);
        CostedLine[] costs = [.. kept.Select(line => line.Row.Cost(total.Currency)).OfType<CostedLine>(), .. priced.Costs];
        if (!costs.ToHashSet().SetEquals(edit.CostsBefore(total.Currency)))
            tx.Append(new OrderCosted(order.Id, order.LocationId, costs));
        return response;
    }

    private static LineTotals Totals(IEnumerable<LockedLine> lines) => lines.Aggregate(default(LineTotals), (sum, line) => sum + new LineTotals(
        line.ListMinor, line.LineDiscountMinor + line.OrderDiscountMinor, line.RoundingMinor, line.NetMinor, line.TaxMinor));

    private static void MoveStock(Tx tx, LockedOrder order, IReadOnlyCollection<StockDemand> change, IStock stock)
    {
        var reference = new StockReference("order", order.Id.Value);
        StockDemand[] less = [.. change.Where(demand => demand.Quantity < 0).Select(demand => demand with { Quantity = -demand.Quantity })];
        StockDemand[] more = [.. change.Where(demand => demand.Quantity > 0)];
        if (less.Length > 0)
            stock.PutBack(tx, order.LocationId, less, reference);
        if (more.Length > 0)
            stock.Take(tx, order.LocationId, more, reference);
    }

    private static OrderChangeResponse Say(Tx tx, LockedOrder order, OrderedLine[] lines, IReadOnlyList<OrderDiscountRow> granted)
    {
        tx.Append(new OrderUpdated(
            order.Id, order.LocationId, order.CustomerId, order.Net, order.Tax, order.Total, lines, [.. granted.Select(discount => discount.Fact)]));
        return new(order.Id, order.State, OrderStates.After(order.State, order.Way), order.Total, order.Version + 1);
    }
}
