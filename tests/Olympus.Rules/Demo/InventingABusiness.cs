using Olympus.Contracts.Orders;
using Olympus.Demo;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Rules.Demo;

public sealed class InventingABusiness
{
    private static readonly DateOnly Today = new(2026, 11, 20);
    private static readonly Id<Location> Location = Id<Location>.Parse("01900000-0000-7000-8000-000000000001", null);

    public static TheoryData<string> Slugs => [.. DemoBusiness.All.Select(business => business.Slug)];

    private static DemoBusiness Business(string slug) => DemoBusiness.All.Single(business => business.Slug == slug);

    private static DemoHistory History(string slug, DateOnly? today = null) => DemoHistory.Of(Business(slug), Location, today ?? Today);

    private static string Written(DemoHistory history) => System.Text.Json.JsonSerializer.Serialize(history);

    [Theory, MemberData(nameof(Slugs))]
    public void Gives_the_same_history_for_the_same_day(string slug) => Written(History(slug)).ShouldBe(Written(History(slug)));

    [Theory, MemberData(nameof(Slugs))]
    public void Gives_another_history_for_another_day(string slug) => Written(History(slug, Today.AddDays(1))).ShouldNotBe(Written(History(slug)));

    [Fact]
    public void Repeats_its_dice_for_ever()
    {
        var dice = new Dice(42);
        Enumerable.Range(0, 8).Select(_ => dice.Roll(1000)).ShouldBe([741, 159, 278, 344, 38, 868, 218, 800]);
        dice.Uuid(DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000)).Version.ShouldBe(7);
    }

    [Theory, MemberData(nameof(Slugs))]
    public void Fills_the_shelf(string slug)
    {
        var history = History(slug);
        history.Products.Count.ShouldBeGreaterThanOrEqualTo(40);
        history.Products.ShouldAllBe(product => product.Price.Amount > 0 && product.CategoryId != null);
        history.Products.Count(product => product.Choices.Count > 1).ShouldBeGreaterThan(2);
        var skus = history.Products.SelectMany(product => product.Choices is [] ? [product.Sku] : product.Choices.Select(choice => choice.Sku)).ToList();
        skus.Distinct().Count().ShouldBe(skus.Count);
        history.Categories.ShouldAllBe(category => category.ParentId == null || history.Categories.Any(parent => parent.CategoryId == category.ParentId));
        history.Categories.DistinctBy(category => category.Name).Count().ShouldBe(history.Categories.Count);
    }

    [Theory, MemberData(nameof(Slugs))]
    public void Knows_its_customers_before_they_buy(string slug)
    {
        var history = History(slug);
        history.Customers.Count.ShouldBe(DemoHistory.CustomerCount);
        history.Customers.DistinctBy(customer => customer.Email).Count().ShouldBe(DemoHistory.CustomerCount);
        var known = history.Customers.ToDictionary(customer => customer.CustomerId);
        history.Orders.ShouldAllBe(order => order.CustomerId == null || known[order.CustomerId.Value].At < order.At);
    }

    [Theory, MemberData(nameof(Slugs))]
    public void Happens_on_the_four_weeks_before_today_and_never_in_the_future(string slug)
    {
        var history = History(slug);
        var midnight = new DemoCalendar(Business(slug).TimeZone, Today).End;
        var first = midnight.AddDays(-DemoHistory.Days).AddHours(-2);
        history.Orders.ShouldAllBe(order => order.At >= first && order.At < midnight);
        history.Refunds.ShouldAllBe(refund => refund.At < midnight);
        history.Movements.ShouldAllBe(movement => movement.At >= first && movement.At < midnight);
        history.Orders.Select(order => order.At).ShouldBeInOrder();
        history.Movements.Select(movement => movement.At).ShouldBeInOrder();
    }

    [Theory, MemberData(nameof(Slugs))]
    public void Follows_the_week(string slug)
    {
        var perDay = History(slug).Orders.GroupBy(order => DateOnly.FromDateTime(order.At.UtcDateTime).DayOfWeek).ToDictionary(day => day.Key, day => day.Count());
        perDay[DayOfWeek.Saturday].ShouldBeGreaterThan(perDay[DayOfWeek.Tuesday]);
        if (slug == "aurora")
            perDay.ShouldNotContainKey(DayOfWeek.Monday);
    }

    [Theory, MemberData(nameof(Slugs))]
    public void Adds_up(string slug)
    {
        var history = History(slug);
        history.Orders.Count.ShouldBeInRange(300, 1000);
        var skus = history.Products.Select(product => product.ProductId).ToHashSet();
        foreach (var line in history.Orders.SelectMany(order => order.Lines))
        {
            (line.Net + line.Tax).ShouldBe(line.Gross);
            (line.UnitPrice * line.Quantity).ShouldBe(line.Gross);
            skus.ShouldContain(line.ProductId!.Value);
        }
        history.Orders.Select(order => order.PaymentMethod).Distinct().Order().ShouldBe(["card", "cash"]);
        history.Orders.Where(order => order.Source != "pos").ShouldAllBe(order => order.PaymentMethod == "card" && order.CustomerId != null);
    }

    [Theory, MemberData(nameof(Slugs))]
    public void Gives_back_at_most_what_was_paid(string slug)
    {
        var history = History(slug);
        var orders = history.Orders.ToDictionary(order => order.OrderId);
        history.Refunds.Count.ShouldBeGreaterThan(2);
        foreach (var refund in history.Refunds)
        {
            var order = orders[refund.OrderId];
            refund.PaymentId.ShouldBe(order.PaymentId!.Value);
            refund.At.ShouldBeGreaterThan(order.At);
            refund.Amount.Amount.ShouldBeInRange(1, order.Lines.Sum(line => line.Gross.Amount));
        }
        history.Refunds.DistinctBy(refund => refund.OrderId).Count().ShouldBe(history.Refunds.Count);
    }

    [Theory, MemberData(nameof(Slugs))]
    public void Never_sells_what_is_not_on_the_shelf(string slug)
    {
        var history = History(slug);
        var onHand = new Dictionary<Guid, long>();
        foreach (var movement in history.Movements)
        {
            onHand[movement.VariantId.Value] = onHand.GetValueOrDefault(movement.VariantId.Value) + movement.Quantity;
            onHand[movement.VariantId.Value].ShouldBeGreaterThanOrEqualTo(0);
        }
        var tracked = history.Products.Where(product => product.TracksStock).Select(product => product.ProductId).ToHashSet();
        var sold = history.Orders.SelectMany(order => order.Lines).Where(line => tracked.Contains(line.ProductId!.Value)).Sum(line => line.Quantity);
        history.Movements.Where(movement => movement.Reason == "sold").Sum(movement => -movement.Quantity).ShouldBe(sold);
    }

    [Theory, MemberData(nameof(Slugs))]
    public void Gives_nothing_the_same_id_twice(string slug)
    {
        var history = History(slug);
        var ids = history.Orders.Select(order => order.OrderId.Value)
            .Concat(history.Orders.Select(order => order.PaymentId!.Value)).Concat(history.Orders.SelectMany(order => order.Lines).Select(line => line.LineId.Value))
            .Concat(history.Movements.Select(movement => movement.MovementId)).Concat(history.Refunds.Select(refund => refund.RefundId)).ToList();
        ids.Distinct().Count().ShouldBe(ids.Count);
        ids.ShouldAllBe(id => id.Version == 7 && (id.Variant & 0xc) == 8);
    }

    [Theory, MemberData(nameof(Slugs))]
    public void Takes_the_tax_its_region_starts_with(string slug)
    {
        var business = Business(slug);
        var rates = Olympus.Commerce.Pricing.StartingTaxRates.For(business.TaxRegion, Today);
        foreach (var (taxClass, rate) in business.TaxRates)
            rates.Single(of => of.TaxClass == taxClass).Rate.ShouldBe(rate);
    }
}
