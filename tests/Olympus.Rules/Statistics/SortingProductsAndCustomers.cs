using FsCheck;
using FsCheck.Fluent;
using Olympus.Analytics.Statistics;

namespace Olympus.Rules.Statistics;

public sealed class SortingProductsAndCustomers
{
    [Fact]
    public void Calls_the_few_that_bring_in_most_a()
    {
        Classes.Abc([60, 20, 10, 5, 5, 0]).ShouldBe([AbcClass.A, AbcClass.A, AbcClass.B, AbcClass.B, AbcClass.B, AbcClass.C]);
        Classes.Abc([1, 97, 2]).ShouldBe([AbcClass.C, AbcClass.A, AbcClass.C]);
        Classes.Abc([100]).ShouldBe([AbcClass.A]);
        Classes.Abc([0, -5]).ShouldBe([AbcClass.C, AbcClass.C]);
        Classes.Abc([]).ShouldBeEmpty();
    }

    [Fact]
    public void Makes_the_first_class_at_least_four_fifths_and_no_larger_than_it_must() => Prop.ForAll(
        Gen.ArrayOf(Gen.Choose(1, 100_000).Select(value => (long)value)).ToArbitrary(), values =>
        {
            var classes = Classes.Abc(values);
            long[] first = [.. values.Where((_, place) => classes[place] == AbcClass.A)];
            if (values.Length == 0)
                return first.Length == 0;
            // Without its smallest value (and the ones that equal it) it would not be enough.
            return first.Sum() * 100.0 >= values.Sum() * 80.0 && first.Where(value => value > first.Min()).Sum() * 100.0 < values.Sum() * 80.0;
        }).Holds();

    [Theory]
    [InlineData(0, 30, Velocity.Dead)]
    [InlineData(1, 30, Velocity.Slow)]
    [InlineData(4, 30, Velocity.Slow)]
    [InlineData(5, 30, Velocity.Medium)]
    [InlineData(14, 30, Velocity.Medium)]
    [InlineData(15, 30, Velocity.Fast)]
    public void Names_how_steadily_a_product_sells(long sold, long days, Velocity velocity) => Classes.VelocityOf(sold, days).ShouldBe(velocity);

    [Fact]
    public void Scores_customers_by_the_share_that_is_worse()
    {
        var today = new DateOnly(2026, 5, 1);
        var scores = Rfm.Score([.. Enumerable.Range(0, 10).Select(i => new Buying(today.AddDays(-i), 10 - i, 100 * (10 - i)))]);
        scores.Select(score => (score.Recency, score.Frequency, score.Money))
            .ShouldBe([(5, 5, 5), (5, 5, 5), (4, 4, 4), (4, 4, 4), (3, 3, 3), (3, 3, 3), (2, 2, 2), (2, 2, 2), (1, 1, 1), (1, 1, 1)]);
        Rfm.SegmentOf(scores[0]).ShouldBe("champions");
        Rfm.SegmentOf(scores[9]).ShouldBe("hibernating");
    }

    [Fact]
    public void Gives_equal_customers_equal_scores() => Prop.ForAll(
        Gen.ArrayOf(from day in Gen.Choose(0, 5)
                    from orders in Gen.Choose(1, 4)
                    from spent in Gen.Choose(0, 4)
                    select new Buying(new DateOnly(2026, 1, 1).AddDays(day), orders, spent)).ToArbitrary(),
        customers => customers.Zip(Rfm.Score(customers)).GroupBy(of => of.First).All(equal => equal.Select(of => of.Second).Distinct().Count() == 1)).Holds();

    [Fact]
    public void Has_a_name_for_every_score()
    {
        var fifths = Enumerable.Range(1, 5).ToArray();
        var names = fifths.SelectMany(r => fifths.SelectMany(f => fifths.Select(m => Rfm.SegmentOf(new(r, f, m))))).Distinct().Order(StringComparer.Ordinal);
        names.ShouldBe(Rfm.Segments.Order(StringComparer.Ordinal));
    }
}
