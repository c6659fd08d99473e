using Olympus.Kernel.Values;

namespace Olympus.Rules.Values;

public sealed class CountingMoney
{
    private static readonly Currency Eur = new("EUR");
    private static readonly Currency Jpy = new("JPY");
    private static readonly Currency Bhd = new("BHD");

    [Fact]
    public void Adds_and_subtracts_within_one_currency()
    {
        (new Money(100, Eur) + new Money(50, Eur) - new Money(1, Eur)).ShouldBe(new Money(149, Eur));
        (-new Money(7, Eur) * 3).ShouldBe(new Money(-21, Eur));
    }

    [Fact]
    public void Refuses_to_mix_currencies() => Should.Throw<InvalidOperationException>(() => new Money(1, Eur) + new Money(1, Jpy));

    [Fact]
    public void Refuses_to_overflow() => Should.Throw<OverflowException>(() => new Money(long.MaxValue, Eur) + new Money(1, Eur));

    [Fact]
    public void Has_the_decimals_of_its_currency()
    {
        Money.FromMajor(12.99m, Eur).ShouldBe(new Money(1299, Eur));
        Money.FromMajor(1299m, Jpy).ShouldBe(new Money(1299, Jpy));
        Money.FromMajor(1.299m, Bhd).ShouldBe(new Money(1299, Bhd));
        new Money(1299, Eur).ToMajor().ShouldBe(12.99m);
        new Money(1299, Jpy).ToMajor().ShouldBe(1299m);
        new Money(12990, new("CLF")).ToMajor().ShouldBe(1.299m);
    }

    [Fact]
    public void Has_no_part_of_a_minor_unit_unless_a_rounding_is_named()
    {
        Should.Throw<ArgumentException>(() => Money.FromMajor(0.5m, Jpy));
        Money.FromMajor(0.125m, Eur, Rounding.HalfUp).ShouldBe(new Money(13, Eur));
        Money.FromMajor(0.125m, Eur, Rounding.HalfEven).ShouldBe(new Money(12, Eur));
        new Money(299, Eur).Times(0.345m, Rounding.HalfUp).ShouldBe(new Money(103, Eur));
    }

    [Fact]
    public void A_currency_that_was_never_set_is_a_mistake() => Should.Throw<InvalidOperationException>(() => default(Currency).Code);

    [Fact]
    public void A_rate_compares_and_prints_without_trailing_zeros()
    {
        Rate.Percent(19.00m).ShouldBe(Rate.FromFraction(0.190m));
        Rate.Percent(7).ToString().ShouldBe("0.07");
        Rate.Parse("0.25", null).Fraction.ShouldBe(0.25m);
        (Rate.Percent(7) < Rate.Percent(19)).ShouldBeTrue();
        (Rate.Zero >= Rate.Percent(1)).ShouldBeFalse();
        Should.Throw<ArgumentOutOfRangeException>(() => Rate.Percent(-1));
        Should.Throw<FormatException>(() => Rate.Parse("19%", null));
    }

    [Fact]
    public void The_table_of_currencies_is_the_one_of_the_maintenance_agency()
    {
        var file = Path.Combine(TestFiles.Data, "iso", "iso4217_minor_units.csv");
        Assert.SkipUnless(File.Exists(file), $"{file} is not there; OLYMPUS_TEST_DATA names the folder that holds iso/.");
        var published = File.ReadLines(file).Skip(1)
            .Select(line => (Code: line[..3], Exponent: line[(line.LastIndexOf(',') + 1)..]))
            .Where(row => row.Exponent.Length > 0)
            .ToDictionary(row => row.Code, row => int.Parse(row.Exponent));
        published.Count.ShouldBeGreaterThan(150);
        published.TryAdd("XCG", 2); // the Caribbean guilder, by amendment 176 of the list; a copy may be older
        Iso4217.MinorUnits.ToDictionary().ShouldBe(published, ignoreOrder: true);
    }
}
