namespace Olympus.Gateway.Forwarding;

/// <summary>The addresses of one service, and the choice among them.</summary>
public sealed class Upstreams(Elsewhere service, TimeProvider clock)
{
    private readonly Upstream[] _all = [.. service.Addresses.Select(address => new Upstream(address, clock))];

    public Elsewhere Service { get; } = service;

    public IReadOnlyList<Upstream> All => _all;

    /// <summary>Takes a place at the best address that was not tried yet: of two ready ones the less busy; only without a ready one
    /// one that is not. An open circuit is left out.</summary>
    /// <param name="tried">Bit by bit the addresses that were tried; the one that is returned is added.</param>
    /// <returns>null when there is none left that may be asked.</returns>
    public Upstream? Take(ref ulong tried)
    {
        var start = _all.Length == 1 ? 0 : Random.Shared.Next(_all.Length);
        while (true)
        {
            var (first, second) = (-1, -1);
            var best = Rank.None;
            for (var n = 0; n < _all.Length; n++)
            {
                var at = (start + n) % _all.Length;
                var rank = (tried >> at & 1) == 1 ? Rank.None : Of(_all[at]);
                if (rank == Rank.None || rank < best)
                    continue;
                if (rank > best)
                    (best, first, second) = (rank, at, -1);
                else if (second < 0)
                    second = at;
            }

            if (first < 0)
                return null;
            var chosen = second >= 0 && _all[second].InFlight < _all[first].InFlight ? second : first;
            tried |= 1UL << chosen;
            if (_all[chosen].TryEnter())
                return _all[chosen];
        }
    }

    private enum Rank
    {
        None,
        Unready,
        Ready,
    }

    private static Rank Of(Upstream upstream) => !upstream.IsAllowed ? Rank.None : upstream.IsReady ? Rank.Ready : Rank.Unready;
}
