using Microsoft.Extensions.DependencyInjection;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Events;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Api.Kernel;

public sealed class TransactionsOfATenant(Server server)
{
    private sealed record Counted(long Count);

    private readonly Id<Tenant> _tenant = Id<Tenant>.New();

    private TenantDb Db => server.Services.GetRequiredService<TenantDbs>().For(_tenant, "test");

    private Task Register(Tx tx, string slug) => server.Services.GetRequiredService<ITenants>().Register(tx, new NewTenant(
        _tenant, "Tea House", slug, "retail", Id<Location>.New(), "Main", new Currency("EUR"), "Europe/Berlin", "DE", true,
        Id<User>.New(), "Ada", "ada@example.test"));

    private Task<Counted?> Rows(CancellationToken ct) => Db.First<Counted>(new("select count(*) from platform.locations"), ct);

    [Fact]
    public async Task Are_read_back_after_the_commit()
    {
        var ct = TestContext.Current.CancellationToken;
        await Db.Write(tx => Register(tx, $"tea-{_tenant}"), ct);
        (await Rows(ct)).ShouldBe(new Counted(1));
        (await Db.Query<string>(new("select type from events.log where type like 'platform.%' order by xid, seq"), ct))
            .ShouldBe(["platform.tenant.created", "platform.location.created", "platform.user.created"]);
    }

    [Fact]
    public async Task Leave_nothing_behind_when_refused()
    {
        var ct = TestContext.Current.CancellationToken;
        var refusal = new Refusal(409, "test.no", "No.");
        (await Should.ThrowAsync<RefusalException>(() => Db.Write(
            async tx =>
            {
                await Register(tx, $"tea-{_tenant}");
                throw refusal.AsException();
            },
            ct))).Refusal.ShouldBe(refusal);
        (await Rows(ct)).ShouldBe(new Counted(0));
    }

    [Fact]
    public async Task Turn_a_broken_constraint_into_its_refusal()
    {
        var ct = TestContext.Current.CancellationToken;
        var slug = $"tea-{_tenant}";
        await Db.Write(tx => Register(tx, slug), ct);
        var other = new TransactionsOfATenant(server);
        (await Should.ThrowAsync<RefusalException>(() => other.Db.Write(tx => other.Register(tx, slug), ct))).Refusal.Code.ShouldBe("platform.slug_taken");
        (await other.Rows(ct)).ShouldBe(new Counted(0));
    }

    [Fact]
    public async Task See_nothing_of_another_tenant()
    {
        var ct = TestContext.Current.CancellationToken;
        await Db.Write(tx => Register(tx, $"tea-{_tenant}"), ct);
        (await new TransactionsOfATenant(server).Rows(ct)).ShouldBe(new Counted(0));
    }

    [Fact]
    public async Task Cannot_write_while_reading()
    {
        var ct = TestContext.Current.CancellationToken;
        (await Should.ThrowAsync<Npgsql.PostgresException>(() => Db.First<Guid>(
            new("insert into platform.users (id, name, email) values ($1, 'x', 'x') returning id", Guid.CreateVersion7()), ct)))
            .SqlState.ShouldBe("25006");
    }
}
