using FsCheck.Fluent;
using Olympus.Analytics.Asking;

namespace Olympus.Rules.Analytics;

public static class SplittingDaysIntoMonths
{
    private static readonly DateOnly First = new(2023, 12, 1);

    private static (Spans Days, Spans Months) Split(DateOnly from, DateOnly to, int price = 1, DateOnly? latest = null) => Spans.Of(
        new([Guid.Empty], [7], [from], [to], true, new HashSet<string>(), new Dictionary<string, Array>()) { Latest = latest ?? DateOnly.MaxValue }, price: price);

    /// <summary>How often each day is counted: days, months of which each is all of its days, and what is taken off again.</summary>
    private static Dictionary<DateOnly, int> Counted(DateOnly from, DateOnly to, int price)
    {
        var (days, months) = Split(from, to, price);
        var counted = new Dictionary<DateOnly, int>();
        void Add(DateOnly first, DateOnly last, int sign)
        {
            for (var day = first; day <= last; day = day.AddDays(1))
                counted[day] = counted.GetValueOrDefault(day) + sign;
        }

        for (var i = 0; i < days.From.Length; i++)
            Add(days.From[i], days.To[i], days.Less[i] ? -1 : 1);
        for (var i = 0; i < months.From.Length; i++)
            Add(months.From[i], months.To[i].AddMonths(1).AddDays(-1), 1);
        return counted;
    }

    [Fact]
    public static void Counts_each_day_once_and_no_other() => Prop.ForAll(
        ArbMap.Default.ArbFor<(byte From, byte Length, bool IsDear)>(),
        drawn =>
        {
            var (from, to) = (First.AddDays(drawn.From), First.AddDays(drawn.From + drawn.Length));
            return Counted(from, to, drawn.IsDear ? 4 : 1).Where(day => day.Value != 0).OrderBy(day => day.Key)
                .SequenceEqual(Enumerable.Range(0, drawn.Length + 1).Select(day => KeyValuePair.Create(from.AddDays(day), 1)));
        }).Holds();

    [Fact]
    public static void Takes_off_the_few_days_that_a_month_lacks()
    {
        var (days, months) = Split(new(2024, 1, 2), new(2024, 3, 20));
        (months.From[0], months.To[0]).ShouldBe((new(2024, 1, 1), new(2024, 3, 1)));
        days.From.Zip(days.To, days.Less).ShouldBe([(new(2024, 1, 1), new(2024, 1, 1), true), (new(2024, 3, 21), new(2024, 3, 31), true)]);
        days.Buckets.ShouldBe([7, 7]);
    }

    /// <summary>On the tenth of a month, its days up to then are the month: the others are yet to come.</summary>
    [Fact]
    public static void Counts_a_running_month_whole()
    {
        var (days, months) = Split(new(2024, 3, 1), new(2024, 3, 10), price: 4, latest: new(2024, 3, 11));
        months.From.ShouldBe([new(2024, 3, 1)]);
        days.From.Zip(days.To, days.Less).ShouldBe([(new(2024, 3, 11), new(2024, 3, 31), true)]);
        Split(new(2024, 3, 1), new(2024, 3, 10), price: 4, latest: new(2024, 3, 31)).Months.From.ShouldBeEmpty();
    }
}
