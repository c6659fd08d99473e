using System.IO.Compression;
using FsCheck;
using FsCheck.Fluent;
using Olympus.Analytics.Statistics;

namespace Olympus.Rules.Statistics;

public sealed class FindingWhatIsBoughtTogether
{
    private static readonly Lazy<(int[][] Baskets, string[] Names)> Groceries = new(Read);

    private static (int[][] Baskets, string[] Names) Read()
    {
        var file = Path.Combine(TestFiles.Data, "groceries", "groceries.csv.gz");
        Assert.SkipUnless(File.Exists(file), $"{file} is not there; OLYMPUS_TEST_DATA names the folder that holds groceries/.");
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        var (baskets, names) = (new List<int[]>(), new Dictionary<string, int>(StringComparer.Ordinal));
        while (reader.ReadLine() is { } line)
            baskets.Add([.. line.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(name => names.TryAdd(name, names.Count) ? names[name] : names[name])]);
        return ([.. baskets], [.. names.Keys]);
    }

    private static (List<FrequentSet> Sets, List<AssociationRule> Rules) Mine(double support, double confidence)
    {
        var baskets = Groceries.Value.Baskets;
        var sets = FpGrowth.Mine(baskets, (long)Math.Ceiling(support * baskets.Length))!;
        return (sets, FpGrowth.Rules(sets, baskets.Length, confidence));
    }

    private static string Text(AssociationRule rule) =>
        $"{string.Join(", ", rule.If.Select(item => Groceries.Value.Names[item]).Order(StringComparer.Ordinal))} => {Groceries.Value.Names[rule.Then]}";

    /// <summary>The numbers of arules (Hahsler et al.) and of Lantz, Machine Learning with R, on the Groceries set.</summary>
    [Fact]
    public void Gives_the_published_rules_of_the_groceries()
    {
        Groceries.Value.Baskets.Length.ShouldBe(9835);
        Groceries.Value.Names.Length.ShouldBe(169);

        var (sets, rules) = Mine(0.001, 0.8);
        sets.Count.ShouldBe(13_492);
        sets.Count(set => set.Items.Length == 1).ShouldBe(157);
        rules.Count.ShouldBe(410);
        rules.CountBy(rule => rule.If.Length + 1).OrderBy(of => of.Key).Select(of => (of.Key, of.Value)).ShouldBe([(3, 29), (4, 229), (5, 140), (6, 12)]);
        Text(rules[0]).ShouldBe("liquor, red/blush wine => bottled beer");
        rules[0].Count.ShouldBe(19);
        rules[0].Support.ShouldBe(0.001931876, 5e-10);
        rules[0].Confidence.ShouldBe(0.9047619, 5e-8);
        rules[0].Lift.ShouldBe(11.235269, 5e-7);
        Mine(0.001, 0.5).Rules.Count.ShouldBe(5668);

        (sets, rules) = Mine(0.006, 0.25);
        sets.CountBy(set => set.Items.Length).OrderBy(of => of.Key).Select(of => (of.Key, of.Value)).ShouldBe([(1, 109), (2, 478), (3, 156), (4, 4)]);
        rules.CountBy(rule => rule.If.Length + 1).OrderBy(of => of.Key).Select(of => (of.Key, of.Value)).ShouldBe([(2, 150), (3, 297), (4, 16)]);
        Text(rules[0]).ShouldBe("herbs => root vegetables");
        (rules[0].Count, Math.Round(rules[0].Confidence, 5), Math.Round(rules[0].Lift, 6)).ShouldBe((69, 0.43125, 3.956477));
        Text(rules[1]).ShouldBe("berries => whipped/sour cream");
        Math.Round(rules[1].Lift, 6).ShouldBe(3.796886);

        (sets, rules) = Mine(0.01, 0.5);
        sets.Count.ShouldBe(333);
        rules.Count.ShouldBe(15);
        Text(rules[0]).ShouldBe("citrus fruit, root vegetables => other vegetables");
        (rules[0].Count, Math.Round(rules[0].Confidence, 6), Math.Round(rules[0].Lift, 6)).ShouldBe((102, 0.586207, 3.029608));
    }

    private static Arbitrary<(int[][] Baskets, int Least)> Any { get; } = (
        from least in Gen.Choose(1, 5)
        from baskets in Gen.ArrayOf(Gen.ArrayOf(Gen.Choose(1, 7)).Resize(6)).Resize(25)
        select (baskets, least)).ToArbitrary();

    [Fact]
    public void Finds_exactly_what_trying_everything_finds() => Prop.ForAll(Any, of =>
    {
        var sets = of.Baskets.Select(basket => basket.ToHashSet()).ToList();
        var tried = Enumerable.Range(1, 127)
            .Select(bits => Enumerable.Range(1, 7).Where(item => (bits & (1 << (item - 1))) != 0).ToArray())
            .Select(items => (Items: string.Join(' ', items), Count: sets.LongCount(basket => items.All(basket.Contains))))
            .Where(set => set.Count >= of.Least)
            .OrderBy(set => set.Items, StringComparer.Ordinal);
        return FpGrowth.Mine(of.Baskets, of.Least)!.Select(set => (Items: string.Join(' ', set.Items), set.Count)).OrderBy(set => set.Items, StringComparer.Ordinal)
            .SequenceEqual(tried);
    }).Holds();

    [Fact]
    public void Gives_up_rather_than_answer_with_a_part()
    {
        int[][] baskets = [[1, 2, 3], [1, 2, 3]];
        FpGrowth.Mine(baskets, 1, most: 6).ShouldBeNull();
        FpGrowth.Mine(baskets, 1, most: 7)!.Count.ShouldBe(7);
        FpGrowth.Mine(baskets, 1, longest: 2)!.Count.ShouldBe(6);
        FpGrowth.Mine([], 1)!.ShouldBeEmpty();
    }
}
