using Microsoft.Extensions.DependencyInjection;
using Olympus.Kernel.Capacity;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Api.Kernel;

/// <summary>The pools of one fresh tenant, in the words of a test.</summary>
internal sealed class PoolsOfATest(Server server)
{
    public static readonly Refusal Short = new(409, "test.short", "Not enough.");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public Id<Tenant> Tenant { get; init; } = Id<Tenant>.New();

    public TenantDb Db => server.Services.GetRequiredService<TenantDbs>().For(Tenant, "test");

    public async Task<Id<Pool>> Pool(long onHand, long floor = 0)
    {
        var pool = Id<Pool>.New();
        await Db.Write(
            tx =>
            {
                Pools.Open(tx, "test", [pool], floor);
                if (onHand > 0)
                    Pools.PutBack(tx, [new(pool, onHand)], _ => { });
                return Task.CompletedTask;
            },
            Ct);
        return pool;
    }

    public static Refusal Refuse(IReadOnlyList<Shortage> missing) => Short.With("missing", missing.ToArray());

    public Task<List<PoolChange>> Take(params Demand[] demands) => Run((tx, seen) => Pools.Take(tx, demands, Refuse, seen));

    public Task<List<PoolChange>> PutBack(params Demand[] demands) => Run((tx, seen) => Pools.PutBack(tx, demands, seen));

    public Task<List<PoolChange>> Adjust(params Demand[] demands) => Run((tx, seen) => Pools.Adjust(tx, demands, Refuse, seen));

    public Task<List<SetOutcome>> Set(params Wanted[] wanted) => Run<SetOutcome>((tx, seen) => Pools.Set(tx, wanted, seen));

    public async Task<Id<Hold>> Hold(TimeSpan time, params Demand[] demands)
    {
        var id = Id<Hold>.New();
        await Run((tx, seen) => Holds.Place(tx, id, demands, tx.Now + time, Refuse, seen));
        return id;
    }

    public Task<List<PoolChange>> Commit(Id<Hold> hold) => Run((tx, seen) => Holds.Commit(tx, hold, seen));

    public Task<List<PoolChange>> Release(Id<Hold> hold) => Run((tx, seen) => Holds.Release(tx, hold, seen));

    public async Task<(long OnHand, long Held)> Now(Id<Pool> pool)
    {
        var row = await Db.First<Row>(new("select on_hand, held from capacity.pools where id = $1", pool), Ct);
        return (row!.OnHand, row.Held);
    }

    /// <summary>What the operation is refused with, and what it says is missing.</summary>
    public static async Task<Shortage[]> Missing<T>(Task<T> operation)
    {
        var refusal = (await Should.ThrowAsync<RefusalException>(() => operation)).Refusal;
        refusal.Code.ShouldBe(Short.Code);
        return (Shortage[])refusal.Facts!["missing"]!;
    }

    public static async Task<string> Refused<T>(Task<T> operation) => (await Should.ThrowAsync<RefusalException>(() => operation)).Refusal.Code;

    public async Task HoldTrue()
    {
        foreach (var invariant in server.Services.GetServices<IInvariant>())
            (await Db.Query<Violation>(invariant.Violations, Ct)).ShouldBeEmpty(invariant.Name);
    }

    private Task<List<PoolChange>> Run(Action<Tx, Action<List<PoolChange>>> operation) => Run<PoolChange>(operation);

    private async Task<List<T>> Run<T>(Action<Tx, Action<List<T>>> operation)
    {
        List<T> seen = [];
        await Db.Write(
            tx =>
            {
                operation(tx, seen.AddRange);
                return Task.CompletedTask;
            },
            Ct);
        return seen;
    }

    private sealed record Row(long OnHand, long Held);
}
