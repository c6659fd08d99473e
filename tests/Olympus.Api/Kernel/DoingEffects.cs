using System.Collections.Concurrent;
using Olympus.Kernel.Data;
using Olympus.Kernel.Events;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Api.Kernel;

public sealed class DoingEffects
{
    /// <summary>A third party that does as it is told. Those of other tests are left to themselves.</summary>
    private sealed class ThirdParty(Func<Guid, CancellationToken, Task>? answer = null) : IEffect
    {
        public ConcurrentQueue<Guid> Calls { get; } = new();

        public string Kind => "mail";

        public Task Run(Guid id, string payload, TenantDb db, CancellationToken ct)
        {
            payload.ShouldBe("""{"to": "Ada"}""");
            Calls.Enqueue(id);
            return answer?.Invoke(id, ct) ?? Task.CompletedTask;
        }
    }

    private sealed record Mail(string To);

    private sealed record State(string Name, int Attempts, DateTimeOffset NextAt, string? LastError);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Happens_once_after_the_commit_and_never_after_a_rollback()
    {
        await using var place = await Place.Open();
        var party = new ThirdParty();
        await place.Ask();
        await Should.ThrowAsync<InvalidOperationException>(() => place.Db.Write(
            tx =>
            {
                tx.AskFor("mail", new Mail("Ada"));
                throw new InvalidOperationException("No.");
            },
            Ct));
        (await place.Lab.Effects(party).RunDue(Ct)).ShouldBe(1);
        (await place.Lab.Effects(party).RunDue(Ct)).ShouldBe(0);
        party.Calls.Count.ShouldBe(1);
        (await place.State()).Name.ShouldBe("done");
    }

    [Fact]
    public async Task Waits_until_its_time()
    {
        await using var place = await Place.Open();
        var party = new ThirdParty();
        await place.Ask(TimeSpan.FromHours(1));
        (await place.Lab.Effects(party).RunDue(Ct)).ShouldBe(0);
        place.Lab.Clock.Forward(TimeSpan.FromHours(1));
        (await place.Lab.Effects(party).RunDue(Ct)).ShouldBe(1);
    }

    [Fact]
    public async Task Is_tried_again_later_and_later_and_given_up_in_the_end()
    {
        await using var place = await Place.Open();
        var party = new ThirdParty((_, _) => throw new InvalidOperationException("Mailbox full."));
        await place.Ask();
        var waits = new List<TimeSpan>();
        for (var attempt = 1; attempt <= EffectRunner.MaxAttempts; attempt++)
        {
            (await place.Lab.Effects(party).RunDue(Ct)).ShouldBe(1);
            var state = await place.State();
            state.Attempts.ShouldBe(attempt);
            state.LastError.ShouldBe("Mailbox full.");
            state.Name.ShouldBe(attempt < EffectRunner.MaxAttempts ? "waiting" : "dead");
            waits.Add(state.NextAt - place.Lab.Clock.GetUtcNow());
            (await place.Lab.Effects(party).RunDue(Ct)).ShouldBe(0, "it must wait now");
            place.Lab.Clock.Forward(waits[^1] + TimeSpan.FromSeconds(1));
        }

        for (var i = 1; i < waits.Count - 1; i++)
            waits[i].ShouldBeGreaterThan(waits[i - 1]);
        place.Lab.Clock.Forward(TimeSpan.FromDays(30));
        (await place.Lab.Effects(party).RunDue(Ct)).ShouldBe(0);
        party.Calls.Distinct().ShouldHaveSingleItem("the third party sees the same id every time");
    }

    [Fact]
    public async Task Counts_a_time_out_of_the_third_party_as_a_failure()
    {
        await using var place = await Place.Open();
        await place.Ask();
        (await place.Lab.Effects(new ThirdParty((_, _) => throw new TaskCanceledException("No answer."))).RunDue(Ct)).ShouldBe(1);
        (await place.State()).LastError.ShouldBe("No answer.");
    }

    [Fact]
    public async Task Names_an_effect_that_nobody_does()
    {
        await using var place = await Place.Open();
        await place.Ask();
        (await place.Lab.Effects().RunDue(Ct)).ShouldBe(1);
        (await place.State()).LastError.ShouldBe("Nobody does effects of kind 'mail'.");
    }

    [Fact]
    public async Task Belongs_to_one_worker_at_a_time()
    {
        await using var place = await Place.Open();
        var party = new ThirdParty((_, _) => Task.Delay(50, Ct));
        for (var i = 0; i < 20; i++)
            await place.Ask();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => place.Lab.Effects(party).RunDue(Ct)));
        party.Calls.Count.ShouldBe(20);
        party.Calls.Distinct().Count().ShouldBe(20);
    }

    [Fact]
    public async Task Comes_back_after_the_lease_of_a_worker_that_died_and_is_given_up_when_all_of_them_do()
    {
        await using var place = await Place.Open();
        await place.Ask();
        for (var attempt = 1; attempt <= EffectRunner.MaxAttempts; attempt++)
        {
            using var death = new CancellationTokenSource();
            var party = new ThirdParty(async (_, ct) =>
            {
                await death.CancelAsync();
                ct.ThrowIfCancellationRequested();
            });
            await Should.ThrowAsync<OperationCanceledException>(() => place.Lab.Effects(party).RunDue(death.Token));
            (await place.State()).ShouldSatisfyAllConditions(state => state.Name.ShouldBe("waiting"), state => state.Attempts.ShouldBe(attempt));
            (await place.Lab.Effects(party).RunDue(Ct)).ShouldBe(0, "the lease is not over");
            place.Lab.Clock.Forward(TimeSpan.FromMinutes(2));
        }

        var healthy = new ThirdParty();
        (await place.Lab.Effects(healthy).RunDue(Ct)).ShouldBe(1);
        healthy.Calls.ShouldBeEmpty();
        (await place.State()).Name.ShouldBe("dead");
    }

    [Fact]
    public async Task Is_not_called_failed_by_a_worker_whose_lease_is_over()
    {
        await using var place = await Place.Open();
        await place.Ask();
        var second = new ThirdParty();
        var first = new ThirdParty(async (_, _) =>
        {
            place.Lab.Clock.Forward(TimeSpan.FromMinutes(2));
            (await place.Lab.Effects(second).RunDue(Ct)).ShouldBe(1);
            throw new InvalidOperationException("Too late.");
        });
        await place.Lab.Effects(first).RunDue(Ct);
        (await place.State()).ShouldSatisfyAllConditions(state => state.Name.ShouldBe("done"), state => state.LastError.ShouldBeNull());
    }

    /// <summary>A laboratory and a tenant of one test.</summary>
    private sealed class Place : IAsyncDisposable
    {
        private readonly Id<Tenant> _tenant = Id<Tenant>.New();

        public Laboratory Lab { get; } = new();

        public TenantDb Db => Lab.Tenant(_tenant);

        public static async Task<Place> Open()
        {
            var place = new Place();
            await place.Lab.InitializeAsync();
            return place;
        }

        public Task Ask(TimeSpan after = default) => Db.Write(
            tx =>
            {
                tx.AskFor("mail", new Mail("Ada"), tx.Now + after);
                return Task.CompletedTask;
            },
            Ct);

        public async Task<State> State() =>
            (await Db.First<State>(new("select state as name, attempts, next_at, last_error from events.effects order by id limit 1"), Ct))!;

        public ValueTask DisposeAsync() => Lab.DisposeAsync();
    }
}
