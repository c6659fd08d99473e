using System.Globalization;
using System.Text.Json;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;
using StackExchange.Redis;

namespace Olympus.Redis;

/// <summary>
/// The shared cache. Who finds nothing takes the right to load; others wait for a moment and then load for themselves. Forgetting takes that right away too, so a
/// value that was read before the change and arrives after it is not kept. What was kept before Redis was away for this process is not believed: somebody may
/// have been unable to forget it.
/// </summary>
public sealed class RedisCache : ITenantCache
{
    private static readonly TimeSpan LongestLoad = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan WaitForAnother = TimeSpan.FromSeconds(1);

    /// <summary>Says {1, value}, {2} to the one who shall load, or {3} while another does.</summary>
    private const string FindScript = """
        local value = redis.call('GET', KEYS[1])
        if value then return {'1', value} end
        if redis.call('SET', KEYS[2], ARGV[1], 'NX', 'PX', ARGV[2]) then return {'2'} end
        return {'3'}
        """;

    private const string KeepScript = """
        if redis.call('GET', KEYS[2]) ~= ARGV[1] then return 0 end
        redis.call('DEL', KEYS[2])
        if ARGV[2] ~= '' then redis.call('SET', KEYS[1], redis.call('TIME')[1] .. ' ' .. ARGV[2], 'PX', ARGV[3]) end
        return 1
        """;

    private readonly RedisConnection _redis;
    private readonly TimeProvider _clock;
    private long _believedFrom;

    /// <param name="Tenant">Read back and compared: whatever stands under a key is used for its own tenant only.</param>
    private sealed record Kept<T>(Id<Tenant> Tenant, T Value);

    public RedisCache(RedisConnection redis, TimeProvider clock)
    {
        (_redis, _clock) = (redis, clock);
        redis.CameBack += async multiplexer =>
        {
            var time = (string[])(await multiplexer.GetDatabase().ExecuteAsync("TIME"))!;
            // A value of this very second may be from before.
            if (redis.WasThere)
                Volatile.Write(ref _believedFrom, long.Parse(time[0], CultureInfo.InvariantCulture) + 1);
        };
    }

    public async Task<T> Get<T>(TenantKey key, TimeSpan longest, Func<Task<T>> load)
    {
        var (keys, me) = (Keys(key), Guid.NewGuid().ToString("N"));
        for (var started = _clock.GetTimestamp(); ;)
        {
            var found = await _redis.Ask(db => db.ScriptEvaluateAsync(FindScript, keys, [me, (long)LongestLoad.TotalMilliseconds]));
            if (found is null)
                return await load();
            var answer = (string[])found!;
            if (answer is ["1", var text] && TryRead<T>(key, text, out var value))
                return value;
            if (answer is ["2"])
                return await Load(key, keys, me, longest, load);
            // Found but not believed: this load replaces nothing, its age ends it.
            if (answer is ["1", ..] || _clock.GetElapsedTime(started) > WaitForAnother)
                return await load();
            await Task.Delay(TimeSpan.FromMilliseconds(10), _clock);
        }
    }

    public async Task<bool> Forget(TenantKey key) => await _redis.Ask(async db => (bool?)(await db.KeyDeleteAsync(Keys(key)) >= 0)) == true;

    private async Task<T> Load<T>(TenantKey key, RedisKey[] keys, string me, TimeSpan longest, Func<Task<T>> load)
    {
        var kept = "";
        try
        {
            var value = await load();
            kept = JsonSerializer.Serialize(new Kept<T>(key.Tenant, value), WireJson.Options);
            return value;
        }
        finally
        {
            await _redis.Ask(db => db.ScriptEvaluateAsync(KeepScript, keys, [me, kept, (long)longest.TotalMilliseconds]));
        }
    }

    private bool TryRead<T>(TenantKey key, string text, out T value)
    {
        value = default!;
        try
        {
            if (text.Split(' ', 2) is not [var second, var json] || !long.TryParse(second, out var at) || at < Volatile.Read(ref _believedFrom)
                || JsonSerializer.Deserialize<Kept<T>>(json, WireJson.Options) is not { } kept || kept.Tenant != key.Tenant)
                return false;
            value = kept.Value;
            return true;
        }
        catch (JsonException)
        {
            // Somebody else's writing, or another version's.
            return false;
        }
    }

    /// <summary>The braces keep both keys on one node of a cluster.</summary>
    private static RedisKey[] Keys(TenantKey key) => [$"olympus:cache:{{{key.Tenant}}}:{key.What}", $"olympus:cache:{{{key.Tenant}}}:{key.What}:loading"];
}
