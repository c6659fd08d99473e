using Olympus.Kernel.Data;

namespace Olympus.Analytics.Trade;

/// <summary>By how much the cells of one table move: sums under a key, each a row of numbers in the order of the table's columns.</summary>
internal sealed class Cells<TKey>(int width)
    where TKey : notnull
{
    private readonly Dictionary<TKey, long[]> _sums = [];

    public IEnumerable<TKey> Keys => _sums.Keys;

    public void Add(TKey key, int sign, params ReadOnlySpan<long> numbers)
    {
        if (!_sums.TryGetValue(key, out var sum))
            _sums[key] = sum = new long[width];
        for (var i = 0; i < width; i++)
            sum[i] = checked(sum[i] + sign * numbers[i]);
    }

    /// <summary>Sends what moved, by one statement, and removes the rows that are left without anything.</summary>
    /// <param name="keys">The columns of the keys, in the order in which <paramref name="move"/> takes them; the numbers follow.</param>
    /// <param name="empty">Takes the first <paramref name="place"/> columns of keys; null: rows stay, and one that comes to nothing is one as well, however
    /// the log was cut. It looks its rows up one by one, as <see cref="CustomerMoves"/> says.</param>
    public void Enqueue(Tx tx, string move, Func<TKey[], Array[]> keys, string? empty = null, int place = 2)
    {
        // In one order everywhere, so that nobody meets anybody half-way.
        var moved = _sums.Where(cell => empty is null || Array.Exists(cell.Value, number => number != 0)).OrderBy(cell => cell.Key).ToArray();
        if (moved.Length == 0)
            return;
        var columns = keys(Array.ConvertAll(moved, cell => cell.Key));
        tx.Enqueue(new(
            move, [.. columns, .. Enumerable.Range(0, width).Select(number => Array.ConvertAll(moved, cell => cell.Value[number]))]));
        if (empty is null || !Array.Exists(moved, cell => Array.Exists(cell.Value, number => number < 0)))
            return;
        var less = keys(Array.ConvertAll(Array.FindAll(moved, cell => Array.Exists(cell.Value, number => number < 0)), cell => cell.Key));
        tx.Enqueue(new(empty, [.. less.Take(place)]));
    }
}
