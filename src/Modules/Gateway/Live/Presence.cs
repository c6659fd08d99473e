using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Olympus.JsonRpc;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Gateway.Live;

/// <summary>
/// Who of a tenant is connected, to whichever process. Each process writes down its own users, and signs of life of itself: what a killed one left behind
/// counts no longer than those are fresh. A row is written when somebody comes or goes, not for as long as they stay.
/// </summary>
internal sealed partial class Presence(SystemDb system, TenantDbs tenants, TimeProvider clock, ILogger<Presence> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(10);

    private const string LiveSql = """
        insert into gateway.nodes (id) values ($1) on conflict (id) do update set seen_at = clock_timestamp()
        """;

    private const string ForgetNodesSql = "delete from gateway.nodes where id = $1 or seen_at < clock_timestamp() - interval '1 day'";

    private const string OthersSql = """
        select distinct presence.user_id
        from gateway.presence
        join gateway.nodes as node on node.id = presence.node_id
        where presence.node_id <> $1 and node.seen_at > clock_timestamp() - interval '30 seconds'
        """;

    private const string GoneSql = """
        delete from gateway.presence
        where (node_id = $1 and user_id <> all($2))
            or not exists (
                select from gateway.nodes as node where node.id = presence.node_id and node.seen_at > clock_timestamp() - interval '5 minutes')
        """;

    private const string HereSql = """
        insert into gateway.presence (node_id, user_id) select $1, here.id from unnest($2::uuid[]) as here (id) on conflict do nothing
        """;

    private sealed class Crowd
    {
        public Dictionary<Id<User>, int> Here { get; } = [];

        public bool IsUnwritten { get; set; }

        public Dictionary<LiveSession, FrozenSet<Guid>> Watchers { get; } = [];
    }

    private readonly Guid _node = Guid.CreateVersion7();
    private readonly Dictionary<Id<Tenant>, Crowd> _crowds = [];
    private readonly ConcurrentDictionary<LiveSession, Id<Tenant>> _watching = new();
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _news = new(0, 1);
    private bool _isKnown;

    public void Come(Id<Tenant> tenant, Id<User> user)
    {
        lock (_gate)
        {
            var crowd = Of(tenant);
            var count = crowd.Here[user] = crowd.Here.GetValueOrDefault(user) + 1;
            crowd.IsUnwritten |= count == 1;
        }

        Wake();
    }

    public void Go(Id<Tenant> tenant, Id<User> user)
    {
        lock (_gate)
        {
            var crowd = Of(tenant);
            if (--crowd.Here[user] > 0)
                return;
            crowd.Here.Remove(user);
            crowd.IsUnwritten = true;
        }

        Wake();
    }

    /// <summary>Tells a socket who is there, and from then on who comes and goes.</summary>
    public async Task<RpcAnswer> Watch(LiveSession session, Id<Tenant> tenant, CancellationToken ct)
    {
        var present = await Present(tenant, ct);
        lock (_gate)
            Of(tenant).Watchers[session] = present;
        _watching[session] = tenant;
        return LiveSession.Said(new JsonObject
        {
            ["subscription"] = Channels.Presence,
            ["channel"] = Channels.Presence,
            ["cursor"] = null,
            ["present"] = Ids(present),
        });
    }

    /// <summary>False when it did not watch.</summary>
    public bool Forget(LiveSession session)
    {
        if (!_watching.TryRemove(session, out var tenant))
            return false;
        lock (_gate)
            Of(tenant).Watchers.Remove(session);
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var seen = 0L;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await _news.WaitAsync(Look, stoppingToken);
                var crowds = Crowds();
                if (crowds.Count == 0)
                    continue;
                if (!_isKnown || clock.GetElapsedTime(seen) > SignOfLife)
                {
                    await system.Execute(new(LiveSql, _node), stoppingToken);
                    (_isKnown, seen) = (true, clock.GetTimestamp());
                }

                await Parallel.ForEachAsync(crowds, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = stoppingToken }, Tell);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Interrupted(log, e is Npgsql.NpgsqlException ? null : e, e.Message);
            }
        }
    }

    /// <summary>Those who were here go at once, not only when our signs of life have become old.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (_isKnown)
            try
            {
                await system.Execute(new(ForgetNodesSql, _node), cancellationToken);
            }
            catch (Exception e)
            {
                Interrupted(log, null, e.Message);
            }
    }

    /// <summary>The tenants for which there is something to write or to tell; empty ones are forgotten.</summary>
    private List<Id<Tenant>> Crowds()
    {
        lock (_gate)
        {
            foreach (var (tenant, crowd) in _crowds)
                if (crowd is { Here.Count: 0, Watchers.Count: 0, IsUnwritten: false })
                    _crowds.Remove(tenant);
            return [.. _crowds.Where(one => one.Value.IsUnwritten || one.Value.Watchers.Count > 0).Select(one => one.Key)];
        }
    }

    private async ValueTask Tell(Id<Tenant> tenant, CancellationToken ct)
    {
        await WriteDown(tenant, ct);
        KeyValuePair<LiveSession, FrozenSet<Guid>>[] watchers;
        lock (_gate)
            watchers = [.. Of(tenant).Watchers];
        if (watchers.Length == 0)
            return;
        var present = await Present(tenant, ct);
        foreach (var (session, known) in watchers)
        {
            if (known.SetEquals(present))
                continue;
            lock (_gate)
                if (Of(tenant).Watchers.ContainsKey(session))
                    Of(tenant).Watchers[session] = present;
            session.Notify("live.presence", new JsonObject
            {
                ["subscription"] = Channels.Presence,
                ["channel"] = Channels.Presence,
                ["joined"] = Ids(present.Except(known)),
                ["left"] = Ids(known.Except(present)),
            });
        }
    }

    private async Task WriteDown(Id<Tenant> tenant, CancellationToken ct)
    {
        Guid[] here;
        lock (_gate)
        {
            var crowd = Of(tenant);
            if (!crowd.IsUnwritten)
                return;
            crowd.IsUnwritten = false;
            here = [.. crowd.Here.Keys.Select(user => user.Value)];
        }

        try
        {
            await tenants.For(tenant, "presence").Write(
                tx =>
                {
                    tx.Enqueue(new(GoneSql, _node, here));
                    tx.Enqueue(new(HereSql, _node, here));
                    return Task.CompletedTask;
                },
                ct);
        }
        catch
        {
            lock (_gate)
                Of(tenant).IsUnwritten = true;
            throw;
        }
    }

    /// <summary>Ours from memory, those of other processes from the database.</summary>
    private async Task<FrozenSet<Guid>> Present(Id<Tenant> tenant, CancellationToken ct)
    {
        var others = await tenants.For(tenant, "presence").Query<Guid>(new(OthersSql, _node), ct);
        lock (_gate)
            return others.Concat(Of(tenant).Here.Keys.Select(user => user.Value)).ToFrozenSet();
    }

    private Crowd Of(Id<Tenant> tenant) => _crowds.TryGetValue(tenant, out var crowd) ? crowd : _crowds[tenant] = new();

    private void Wake()
    {
        lock (_gate)
            if (_news.CurrentCount == 0)
                _news.Release();
    }

    private static JsonArray Ids(IEnumerable<Guid> users) => [.. users.Order().Select(user => (JsonNode)user)];

    [LoggerMessage(1, LogLevel.Warning, "Who is present could not be written or read: {Reason}")]
    private static partial void Interrupted(ILogger log, Exception? e, string reason);
}
