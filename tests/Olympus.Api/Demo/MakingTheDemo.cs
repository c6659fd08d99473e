using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Contracts.Platform;
using Olympus.Demo;
using Olympus.Kernel.Data;

namespace Olympus.Api.Demo;

/// <summary>The slugs of the demo are the same in every run, so these are the only tests that share their tenants.</summary>
public sealed class MakingTheDemo(Server server)
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private readonly MakeDemo _demo = server.Services.GetRequiredService<MakeDemo>();

    [Fact]
    public async Task Lets_the_owner_of_each_tenant_in()
    {
        var accounts = await _demo.Run([], Task.CompletedTask, Ct);

        accounts.Select(account => account.Industry).ShouldBe(["restaurant", "retail"]);
        accounts.Select(account => account.Password).Distinct().Count().ShouldBe(2);
        foreach (var account in accounts)
            (await SignIn(account)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Leaves_what_is_there_as_it_is()
    {
        var accounts = await _demo.Run([], Task.CompletedTask, Ct);
        var before = await Events();

        (await _demo.Run(accounts, Task.CompletedTask, Ct)).ShouldBe(accounts);

        (await Events()).ShouldBe(before);
    }

    [Fact]
    public async Task Gives_new_passwords_when_the_old_ones_are_lost()
    {
        var lost = await _demo.Run([], Task.CompletedTask, Ct);

        var accounts = await _demo.Run([], Task.CompletedTask, Ct);

        foreach (var (account, old) in accounts.Zip(lost))
        {
            (await SignIn(account)).ShouldBe(HttpStatusCode.OK);
            (await SignIn(old)).ShouldBe(HttpStatusCode.Unauthorized);
        }
    }

    [Fact]
    public async Task Makes_books_that_agree()
    {
        await _demo.Run([], Task.CompletedTask, Ct);

        foreach (var business in DemoBusiness.All)
            foreach (var invariant in server.Services.GetServices<IInvariant>())
                (await (await Db(business)).Query<Violation>(invariant.Violations, Ct)).ShouldBeEmpty($"{business.Slug}: {invariant.Name}");
    }

    private async Task<HttpStatusCode> SignIn(DemoAccount account)
    {
        using var http = new HttpClient { BaseAddress = server.Url };
        var answer = await http.PostAsJsonAsync(
            "/api/v1/auth/login", new { tenant_slug = account.Slug, email = account.Email, password = account.Password }, Ct);
        return answer.StatusCode;
    }

    private async Task<TenantDb> Db(DemoBusiness business)
    {
        var tenant = await server.Services.GetRequiredService<ITenants>().FindBySlug(business.Slug, Ct);
        return server.Services.GetRequiredService<TenantDbs>().For(tenant!.Value, "test");
    }

    private async Task<long> Events()
    {
        var events = 0L;
        foreach (var business in DemoBusiness.All)
            events += await (await Db(business)).First<long>(new("select count(*) from events.log where type not like 'auth.%'"), Ct);
        return events;
    }
}
