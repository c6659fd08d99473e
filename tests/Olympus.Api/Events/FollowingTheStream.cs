using System.Collections.Concurrent;
using Npgsql;
using Olympus.Kernel.Data;
using Olympus.Kernel.Events;

namespace Olympus.Api.Events;

/// <summary>What a reader that polls by position gets wrong easily: transactions commit in another order than they wrote.</summary>
public sealed class FollowingTheStream(Server server)
{
    private const int Writers = 8;
    private const int PerWriter = 100;

    private sealed class GivenUp : Exception;

    [Fact]
    public async Task Loses_nothing_and_repeats_nothing_while_transactions_stay_open_and_roll_back()
    {
        var ct = TestContext.Current.CancellationToken;
        var shop = await Shop.Open(server);
        var (committed, done) = (new ConcurrentBag<Guid>(), 0);
        var writers = Enumerable.Range(0, Writers).Select(async seed =>
        {
            var random = new Random(seed);
            for (var i = 0; i < PerWriter; i++)
            {
                var things = Enumerable.Range(0, random.Next(1, 9)).Select(_ => Guid.CreateVersion7()).ToArray();
                try
                {
                    await shop.Db.Write(
                        async tx =>
                        {
                            // The transaction has its id, and so its place in the order, long before it commits.
                            await tx.Query<long>(new("select pg_current_xact_id()::text::bigint"));
                            foreach (var thing in things)
                                tx.Append(new EffectRetried(thing, "test"));
                            // Slow enough for the reader to be at the end of the stream, where it can go wrong.
                            await Task.Delay(random.Next(50), ct);
                            if (random.Next(6) == 0)
                                throw new GivenUp();
                        },
                        ct);
                    foreach (var thing in things)
                        committed.Add(thing);
                }
                catch (GivenUp)
                {
                    continue;
                }
            }

            Interlocked.Increment(ref done);
        }).ToArray();

        var (seen, after) = (new List<Guid>(), "");
        var silence = 0L;
        while (Volatile.Read(ref done) < Writers || seen.Count < committed.Count)
        {
            var page = await shop.Get($"/api/v1/events?limit=100{after}");
            var found = page["data"].AsArray().Where(e => e!["event_type"]!.GetValue<string>() == EffectRetried.EventType)
                .Select(e => e!["aggregate"]!["id"]!.GetValue<Guid>()).ToList();
            seen.AddRange(found);
            after = page.Body!["next_cursor"] is { } next ? $"&after={next}" : after;
            silence = found.Count > 0 ? 0 : silence == 0 ? TimeProvider.System.GetTimestamp() : silence;
            if (silence != 0 && TimeProvider.System.GetElapsedTime(silence) > TimeSpan.FromSeconds(60))
                break;
        }

        await Task.WhenAll(writers);
        committed.Count.ShouldBeGreaterThan(2000);
        seen.Count.ShouldBe(seen.Distinct().Count(), "an event was shown twice");
        seen.Order().ShouldBe(committed.Order());
    }

    [Theory]
    [InlineData("StreamSql", "log_stream")]
    [InlineData("AggregateSql", "log_aggregate")]
    public async Task Goes_along_an_index_under_row_level_security(string statement, string index)
    {
        var ct = TestContext.Current.CancellationToken;
        var shop = await Shop.Open(server);
        var text = (string)typeof(EventStream).GetField(statement, System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!.GetRawConstantValue()!;
        await using var source = Databases.Build(Server.AppUrl, "explain", 1);
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var arguments = statement == "StreamSql" ? "5, 5, 21, null, 21" : $"5, 5, '{shop.TenantId}', null, 21";
        foreach (var preparation in new[]
        {
            $"set local app.tenant_id = '{shop.TenantId}'", "set local enable_seqscan = off", "set local enable_bitmapscan = off", "set local plan_cache_mode = force_generic_plan",
            $"prepare explained as {text}",
        })
            await new NpgsqlCommand(preparation, connection).ExecuteNonQueryAsync(ct);
        var plan = new List<string>();
        await using (var reader = await new NpgsqlCommand($"explain (costs off) execute explained ({arguments})", connection).ExecuteReaderAsync(ct))
            while (await reader.ReadAsync(ct))
                plan.Add(reader.GetString(0));
        var shown = string.Join('\n', plan);
        plan.ShouldNotContain(line => line.Contains("Seq Scan", StringComparison.Ordinal), shown);
        plan.Where(line => line.Contains(" on log", StringComparison.Ordinal)).ShouldAllBe(line => line.Contains($"using {index}", StringComparison.Ordinal), shown);
        plan.Where(line => line.Contains("Index Cond", StringComparison.Ordinal))
            .ShouldAllBe(line => line.Contains("tenant_id", StringComparison.Ordinal) && line.Contains("ROW(", StringComparison.Ordinal), shown);
        await new NpgsqlCommand("deallocate explained", connection).ExecuteNonQueryAsync(ct);
    }
}
