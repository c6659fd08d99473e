using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;
using StackExchange.Redis;

namespace Olympus.Redis;

/// <summary>
/// Token buckets in Redis: each is one number, the instant at which it will be full again, by Redis's own clock, so that it does not matter what
/// the clocks of the processes say. A full bucket is no key.
/// </summary>
internal sealed class RedisBuckets(RedisConnection redis) : ISharedBuckets
{
    /// <summary>In microseconds, which a number of Lua holds exactly until the year 2255. Whatever else stands under the key counts as nothing.</summary>
    private const string Script = """
        local time = redis.call('TIME')
        local now = time[1] * 1000000 + time[2]
        local known = redis.pcall('GET', KEYS[1])
        local full = type(known) == 'string' and tonumber(known) or now
        local whole = tonumber(ARGV[2])
        if full < now then full = now end
        if full > now + whole then full = now + whole end
        local wanted = full + ARGV[1]
        if wanted - now > whole then
            return {0, full - now}
        end
        redis.call('SET', KEYS[1], string.format('%.0f', wanted), 'PX', math.ceil((wanted - now) / 1000))
        return {1, wanted - now}
        """;

    public async ValueTask<SharedTake?> Take(Id<Tenant>? tenant, string key, TimeSpan cost, TimeSpan whole)
    {
        RedisKey[] keys = [tenant is { } owner ? $"olympus:limit:{owner}:{key}" : $"olympus:limit:-:{key}"];
        RedisValue[] arguments = [(long)cost.TotalMicroseconds, (long)Math.Ceiling(whole.TotalMicroseconds)];
        return await redis.Ask(db => db.ScriptEvaluateAsync(Script, keys, arguments)) is { IsNull: false } answer && (long[])answer! is [var passes, var missing]
            ? new SharedTake(passes == 1, TimeSpan.FromMicroseconds(missing))
            : null;
    }
}
