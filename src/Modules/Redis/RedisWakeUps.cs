using System.Globalization;
using Olympus.Kernel.Events;
using StackExchange.Redis;

namespace Olympus.Redis;

/// <summary>Wake-ups between processes by publish and subscribe. A message is who sent it and what the news is about, nothing of any tenant.</summary>
public sealed class RedisWakeUps : IWakeUpCarrier
{
    private readonly RedisConnection _redis;
    private readonly EventSignal _signal;
    private readonly RedisChannel _channel;
    private readonly string _me = Guid.NewGuid().ToString("N");
    private int _subscribed;

    public RedisWakeUps(RedisConnection redis, RedisSettings settings, EventSignal signal)
    {
        (_redis, _signal) = (redis, signal);
        _channel = new RedisChannel($"olympus:{settings.Database}:wake-ups", RedisChannel.PatternMode.Literal);
        redis.CameBack += Listen;
    }

    public async ValueTask<bool> Tell(News news, CancellationToken ct) =>
        await _redis.Ask(db => db.ExecuteAsync("PUBLISH", (string)_channel!, $"{_me} {(int)news}"), TimeSpan.FromSeconds(1)) is not null;

    /// <summary>Asked for anew whenever Redis is there again: the client subscribes by itself as well, but not always, and says nothing of it. What was told
    /// meanwhile, nobody here heard.</summary>
    private async Task Listen(ConnectionMultiplexer multiplexer)
    {
        var subscriber = multiplexer.GetSubscriber();
        if (Interlocked.Exchange(ref _subscribed, 1) == 1)
            await subscriber.UnsubscribeAsync(_channel);
        await subscriber.SubscribeAsync(_channel, (_, message) => Hear(message!));
        _signal.Hear(News.All);
    }

    private void Hear(string message)
    {
        if (message.Split(' ') is [var sender, var news] && sender != _me && int.TryParse(news, NumberStyles.None, CultureInfo.InvariantCulture, out var bits))
            _signal.Hear((News)bits & News.All);
    }
}
