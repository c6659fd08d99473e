namespace Olympus.Analytics.Statistics;

/// <summary>Things that are bought together.</summary>
/// <param name="Items">Ascending.</param>
/// <param name="Count">In how many baskets all of them are.</param>
public sealed record FrequentSet(int[] Items, long Count);

/// <summary>Who takes the first also takes the second.</summary>
/// <param name="If">Ascending.</param>
/// <param name="Count">In how many baskets all of it is.</param>
/// <param name="Support">Share of all baskets.</param>
/// <param name="Confidence">Share of the baskets with <paramref name="If"/> that also have <paramref name="Then"/>.</param>
/// <param name="Lift">How many times as often as if the two had nothing to do with each other.</param>
public sealed record AssociationRule(int[] If, int Then, long Count, double Support, double Confidence, double Lift);

/// <summary>Finds everything that is bought together often enough, without trying what is not: Han, Pei and Yin, Mining Frequent Patterns without Candidate
/// Generation, SIGMOD 2000. Pure.</summary>
public static class FpGrowth
{
    /// <summary>All sets of items that stand together in at least so many baskets, the larger counts first among sets of one size.</summary>
    /// <param name="baskets">What each holds; an item counts once.</param>
    /// <param name="longest">No set has more items.</param>
    /// <param name="most">It gives up beyond so many sets.</param>
    /// <returns>Null when there are more than <paramref name="most"/>.</returns>
    public static List<FrequentSet>? Mine(IReadOnlyList<int[]> baskets, long minCount, int longest = int.MaxValue, int most = int.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(minCount, 1);
        var counts = new Dictionary<int, long>();
        foreach (var item in baskets.SelectMany(basket => basket.Distinct()))
            counts[item] = counts.GetValueOrDefault(item) + 1;
        int[] items = [.. counts.Where(item => item.Value >= minCount).OrderByDescending(item => item.Value).ThenBy(item => item.Key).Select(item => item.Key)];
        var rank = items.Select((item, place) => (item, place)).ToDictionary(of => of.item, of => of.place);

        var tree = new Tree(items.Length);
        foreach (var basket in baskets)
            tree.Insert([.. basket.Distinct().Where(rank.ContainsKey).Select(item => rank[item]).Order()], 1);
        var found = new List<FrequentSet>();
        if (!Grow(tree, [], items, minCount, longest, most, found))
            return null;
        found.Sort((one, other) => (one.Items.Length, -one.Count).CompareTo((other.Items.Length, -other.Count)) is not 0 and var order
            ? order
            : one.Items.AsSpan().SequenceCompareTo(other.Items));
        return found;
    }

    /// <summary>The rules with one item behind them that hold often enough, the largest lift first.</summary>
    /// <param name="sets">All frequent sets, as <see cref="Mine"/> finds them.</param>
    /// <param name="baskets">How many there were.</param>
    public static List<AssociationRule> Rules(IReadOnlyCollection<FrequentSet> sets, long baskets, double minConfidence)
    {
        var counts = sets.ToDictionary(set => Key(set.Items), set => set.Count, StringComparer.Ordinal);
        return
        [
            .. sets.Where(set => set.Items.Length > 1)
                .SelectMany(set => set.Items.Select(then =>
                {
                    int[] given = [.. set.Items.Where(item => item != then)];
                    var confidence = (double)set.Count / counts[Key(given)];
                    return new AssociationRule(
                        given, then, set.Count, (double)set.Count / baskets, confidence, confidence * baskets / counts[Key([then])]);
                }))
                .Where(rule => rule.Confidence >= minConfidence)
                .OrderByDescending(rule => rule.Lift).ThenByDescending(rule => rule.Count).ThenBy(rule => Key(rule.If), StringComparer.Ordinal).ThenBy(rule => rule.Then),
        ];
    }

    private static string Key(int[] items) => string.Join(' ', items);

    private static bool Grow(Tree tree, int[] suffix, int[] items, long minCount, int longest, int most, List<FrequentSet> found)
    {
        for (var rank = tree.Ranks - 1; rank >= 0; rank--)
        {
            if (tree.Counts[rank] < minCount)
                continue;
            if (found.Count >= most)
                return false;
            int[] set = [.. suffix, items[rank]];
            found.Add(new([.. set.Order()], tree.Counts[rank]));
            if (set.Length < longest && rank > 0 && !Grow(tree.Before(rank, minCount), set, items, minCount, longest, most, found))
                return false;
        }

        return true;
    }

    /// <summary>Baskets as paths from the most frequent item on, so that those which begin alike share their beginning.</summary>
    private sealed class Tree(int ranks)
    {
        private readonly List<(int Rank, int Parent, int Next, long Count)> _nodes = [(-1, -1, -1, 0)];
        private readonly Dictionary<(int Node, int Rank), int> _children = [];
        private readonly int[] _heads = [.. Enumerable.Repeat(-1, ranks)];

        public int Ranks => ranks;

        public long[] Counts { get; } = new long[ranks];

        public void Insert(ReadOnlySpan<int> path, long count)
        {
            var at = 0;
            foreach (var rank in path)
            {
                if (!_children.TryGetValue((at, rank), out var child))
                {
                    child = _nodes.Count;
                    _children.Add((at, rank), child);
                    _nodes.Add((rank, at, _heads[rank], 0));
                    _heads[rank] = child;
                }

                _nodes[child] = _nodes[child] with { Count = _nodes[child].Count + count };
                Counts[rank] += count;
                at = child;
            }
        }

        /// <summary>What stands before an item in the baskets that have it, without what is too rare there.</summary>
        public Tree Before(int rank, long minCount)
        {
            var paths = new List<(int[] Path, long Count)>();
            var counts = new long[rank];
            for (var node = _heads[rank]; node >= 0; node = _nodes[node].Next)
            {
                var path = new List<int>();
                for (var up = _nodes[node].Parent; up > 0; up = _nodes[up].Parent)
                    path.Add(_nodes[up].Rank);
                path.Reverse();
                foreach (var above in path)
                    counts[above] += _nodes[node].Count;
                paths.Add(([.. path], _nodes[node].Count));
            }

            var tree = new Tree(rank);
            foreach (var (path, count) in paths)
                tree.Insert(Array.FindAll(path, above => counts[above] >= minCount), count);
            return tree;
        }
    }
}
