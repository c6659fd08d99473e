using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Olympus.Kernel.Data;
using Olympus.Kernel.Security;

namespace Olympus.Auth;

/// <summary>
/// Keeps the ring of signing keys: makes the first one, makes the next one an hour before it is due, and reads once a minute what other replicas made.
/// </summary>
internal sealed partial class RotateSigningKeys(
    SystemDb db, AccessTokens tokens, KeySeal seal, TimeProvider clock, ILogger<RotateSigningKeys> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromDays(30);
    private static readonly TimeSpan Notice = TimeSpan.FromHours(1);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);

    /// <summary>Until the last token signed with it is gone.</summary>
    private static readonly TimeSpan Overlap = Notice + TokenSettings.LongestLifetime + TokenSettings.LongestSkew;

    private const string KeysSql = "select generation, key_id, sealed_key, active_from, retires_at from auth.signing_keys";

    /// <summary>Of replicas that make the same generation at the same time, one wins; all then read its key.</summary>
    private const string AddSql = """
        insert into auth.signing_keys (generation, key_id, sealed_key, active_from, retires_at)
        values ($1, $2, $3, $4, $5)
        on conflict (generation) do nothing
        """;

    private const string ForgetSql = "delete from auth.signing_keys where retires_at < $1";

    private readonly HashSet<string> _lost = [];

    private sealed record Stored(int Generation, string KeyId, byte[] SealedKey, DateTimeOffset ActiveFrom, DateTimeOffset RetiresAt);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Turn(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(LookEvery, clock, stoppingToken);
                await Turn(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Unreadable(log, e);
            }
        }
    }

    private async Task Turn(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var stored = await db.Query<Stored>(new(KeysSql), ct);
        var ring = new KeyRing(Open(stored));
        if (ring.NeedsSuccessor(now, Period, Notice))
        {
            var activeFrom = ring.HasActive(now) ? now + Notice : now;
            using var made = SigningKey.Create(activeFrom, activeFrom + Period + Overlap);
            var generation = stored.Select(key => key.Generation).DefaultIfEmpty(0).Max() + 1;
            await db.Execute(new(AddSql, generation, made.Id, seal.Seal(made.ToPkcs8(), made.Id), made.ActiveFrom, made.RetiresAt), ct);
            await db.Execute(new(ForgetSql, now - Period), ct);
            ring = new KeyRing(Open(await db.Query<Stored>(new(KeysSql), ct)));
        }

        tokens.Ring = ring;
    }

    private List<SigningKey> Open(List<Stored> stored)
    {
        var keys = new List<SigningKey>();
        foreach (var row in stored)
        {
            try
            {
                keys.Add(tokens.Ring.Find(row.KeyId, row.ActiveFrom)
                    ?? SigningKey.FromPkcs8(seal.Open(row.SealedKey, row.KeyId), row.ActiveFrom, row.RetiresAt));
            }
            catch (CryptographicException e)
            {
                // The installation's secret was changed: this key is lost, a new one takes over, and people sign in by their refresh tokens.
                if (_lost.Add(row.KeyId))
                    Lost(log, e, row.KeyId);
            }
        }

        return keys;
    }

    [LoggerMessage(1, LogLevel.Error, "The signing keys cannot be read; the ones in memory stay in use")]
    private static partial void Unreadable(ILogger log, Exception e);

    [LoggerMessage(2, LogLevel.Warning, "Signing key {KeyId} was sealed with another secret and cannot be used")]
    private static partial void Lost(ILogger log, Exception e, string keyId);
}
