using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Olympus.Kernel.Data;
using Olympus.Kernel.Events;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Gateway.Live;

/// <summary>The one reader of this process: finds out which tenants have news, and reads each of those once that somebody looks at.</summary>
internal sealed partial class EventFeed(
    EventReader reader, TenantDbs tenants, IBearerAuthentication bearer, EventSignal signal, TimeProvider clock, ILogger<EventFeed> log) : BackgroundService
{
    /// <summary>The safety net, when no signal comes.</summary>
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);

    /// <summary>An event can be read only when the transactions before it have ended, and those need not signal: after a signal we look again soon.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(15);

    private static readonly TimeSpan Alert = TimeSpan.FromMilliseconds(500);

    private const int AtOnce = 4;

    private readonly Dictionary<Id<Tenant>, TenantFeed> _feeds = [];
    private readonly ConcurrentDictionary<Id<Tenant>, bool> _due = new();
    private readonly Lock _gate = new();
    private volatile TaskCompletionSource _wanted = New();
    private volatile bool _stumbled;

    /// <summary>The feed of a tenant; give it back with <see cref="Close"/>.</summary>
    public async Task<TenantFeed> Open(Id<Tenant> tenant, CancellationToken ct)
    {
        TenantFeed? feed;
        lock (_gate)
        {
            if (!_feeds.TryGetValue(tenant, out feed))
                _feeds[tenant] = feed = new(tenants.For(tenant, "live"), reader, clock, Failed);
            feed.Users++;
        }

        try
        {
            await feed.Open(ct);
        }
        catch
        {
            Close(feed);
            throw;
        }

        // What came between its place and the reader's was told as news already.
        _due[tenant] = true;
        _wanted.TrySetResult();
        return feed;
    }

    public void Close(TenantFeed feed)
    {
        lock (_gate)
            if (--feed.Users == 0)
                _feeds.Remove(feed.Db.Tenant);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        long? horizon = null;
        var signalled = 0L;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var (next, wanted) = (signal.Next, _wanted);
                if (IsIdle)
                {
                    horizon = null;
                    await wanted.Task.WaitAsync(stoppingToken);
                    _wanted = New();
                    continue;
                }

                horizon = await Look(horizon, stoppingToken);
                var alert = clock.GetElapsedTime(signalled) < Alert || !_due.IsEmpty;
                // What could not be read now is not tried again at once.
                if (_stumbled)
                    await Task.Delay(Poll, clock, stoppingToken);
                else if (!IsBehind)
                    await Task.WhenAny(next, wanted.Task, Task.Delay(alert ? Again : Poll, clock, stoppingToken));
                if (next.IsCompleted)
                    signalled = clock.GetTimestamp();
                if (wanted.Task.IsCompleted)
                    _wanted = New();
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Failed(e);
                await Task.Delay(Poll, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private bool IsIdle
    {
        get
        {
            lock (_gate)
                return _feeds.Count == 0;
        }
    }

    /// <summary>Whether somebody's news can be read on at once.</summary>
    private bool IsBehind
    {
        get
        {
            lock (_gate)
                return _due.Keys.Any(tenant => _feeds.TryGetValue(tenant, out var feed) && feed.Ready.IsCompleted);
        }
    }

    private async Task<long?> Look(long? horizon, CancellationToken ct)
    {
        // Nobody is shown anything on old news about who was shut out.
        _stumbled = !bearer.KnowsRevocations;
        if (_stumbled)
            return horizon;
        var news = await reader.NewsSince(horizon ?? long.MaxValue, ct);
        foreach (var tenant in news.Tenants)
            _due[tenant] = true;
        List<TenantFeed> due = [];
        lock (_gate)
            foreach (var (tenant, _) in _due)
                if (!_feeds.TryGetValue(tenant, out var feed))
                    _due.TryRemove(tenant, out _);
                else if (feed.Ready.IsCompleted && _due.TryRemove(tenant, out _))
                    due.Add(feed);
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, Advance);
        return news.Horizon;
    }

    private async ValueTask Advance(TenantFeed feed, CancellationToken ct)
    {
        try
        {
            if (await feed.Advance(ct))
                _due[feed.Db.Tenant] = true;
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            // The others must not wait for it; it stays due.
            (_due[feed.Db.Tenant], _stumbled) = (true, true);
            Failed(e);
        }
    }

    private void Failed(Exception e) => Interrupted(log, e is Npgsql.NpgsqlException ? null : e, e.Message);

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(1, LogLevel.Warning, "The live feed was interrupted: {Reason}")]
    private static partial void Interrupted(ILogger log, Exception? e, string reason);
}
