using FluentValidation;
using Olympus.Contracts.Orders;
using Olympus.Contracts.Pricing;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Orders;

/// <summary>The shape of discounts by hand; whether they make sense for a basket is for Pricing to say.</summary>
public sealed class GrantedDiscountRules : AbstractValidator<Discount>
{
    public GrantedDiscountRules()
    {
        RuleFor(discount => discount.Reason).NotEmpty().MaximumLength(200);
        RuleFor(discount => discount.Priority).InclusiveBetween(-1000, 1000);
    }
}

/// <summary>What was taken off an order by hand.</summary>
internal static class OrderDiscounts
{
    /// <summary>Granting one is a right of its own; taking one away is not.</summary>
    public const string Permission = "orders:discount";

    internal const string InsertDiscountsSql = """
        insert into commerce.order_discounts (
            order_id, position, line_id, reason, amount_off_minor, percent_off_millionths, priority, off_minor, granted_by)
        select $1, granted.position, granted.line_id, granted.reason, granted.amount_off, granted.percent_off, granted.priority, granted.off, $2
        from unnest($3::int[], $4::uuid[], $5::text[], $6::bigint[], $7::bigint[], $8::int[], $9::bigint[])
            as granted (position, line_id, reason, amount_off, percent_off, priority, off)
        """;

    internal const string DeleteDiscountsSql = "delete from commerce.order_discounts where order_id = $1";

    internal const string DiscountsSql = """
        select discount.line_id, discount.reason, discount.amount_off_minor, discount.percent_off_millionths, discount.priority, discount.off_minor,
            orders.currency
        from commerce.orders
        join commerce.order_discounts as discount on discount.tenant_id = orders.tenant_id and discount.order_id = orders.id
        where orders.id = $1
        order by discount.position
        """;

    public static IRuleBuilderOptions<T, IReadOnlyList<Discount>?> AreFew<T>(this IRuleBuilder<T, IReadOnlyList<Discount>?> rule) => rule
        .Must(discounts => discounts is null or { Count: <= 20 }).WithMessage("At most 20 discounts.");

    public static void Demand(Principal principal, Id<Location> location, IEnumerable<IReadOnlyList<Discount>?> lists)
    {
        if (lists.Any(list => list is { Count: > 0 }))
            principal.Demand(Permission, location);
    }

    public static Sql Of(Id<Order> order) => new(DiscountsSql, order);

    public static Sql Delete(Id<Order> order) => new(DeleteDiscountsSql, order);

    /// <param name="lines">The ids of the order's lines, in the basket's order.</param>
    public static OrderDiscountRow[] Granted(IReadOnlyList<QuoteDiscountView> discounts, IReadOnlyList<Id<OrderLine>> lines) =>
    [
        .. discounts.Select(granted => new OrderDiscountRow(
            granted.Line is { } line ? lines[line] : null, granted.Discount.Reason, granted.Discount.AmountOff, granted.Discount.PercentOff?.Millionths,
            granted.Discount.Priority, granted.Off)),
    ];

    public static void Write(Tx tx, Id<Order> order, OrderDiscountRow[] discounts)
    {
        if (discounts.Length > 0)
            tx.Enqueue(new(
                InsertDiscountsSql, order, tx.Actor, Enumerable.Range(1, discounts.Length).ToArray(),
                Array.ConvertAll(discounts, discount => discount.LineId?.Value), Array.ConvertAll(discounts, discount => discount.Reason),
                Array.ConvertAll(discounts, discount => discount.AmountOff?.Amount), Array.ConvertAll(discounts, discount => discount.PercentOffMillionths),
                Array.ConvertAll(discounts, discount => discount.Priority), Array.ConvertAll(discounts, discount => discount.Off.Amount)));
    }
}

/// <summary>A discount as its row has it.</summary>
internal sealed record OrderDiscountRow(
    Id<OrderLine>? LineId, string Reason, Money? AmountOff, long? PercentOffMillionths, int Priority, Money Off)
{
    private Rate? PercentOff => PercentOffMillionths is { } millionths ? new Rate(millionths) : null;

    /// <summary>As it was granted.</summary>
    public Discount Discount => new(Reason, AmountOff, PercentOff, Priority);

    public OrderedDiscount Fact => new(LineId, Reason, AmountOff, PercentOff, Off);
}
