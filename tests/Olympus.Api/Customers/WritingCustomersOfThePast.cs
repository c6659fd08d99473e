using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Contracts.Customers;
using Olympus.Kernel.Values;

namespace Olympus.Api.Customers;

public sealed class WritingCustomersOfThePast(Server server)
{
    private static readonly DateTimeOffset Then = new(2010, 12, 1, 8, 26, 0, TimeSpan.Zero);

    [Fact]
    public async Task Makes_them_customers_like_any_other_and_only_once()
    {
        var shop = await Shop.Open(server);
        var ct = TestContext.Current.CancellationToken;
        var ada = new HistoricalCustomer(Id<Customer>.New(Then), "17850", "Customer 17850", "United Kingdom", Then, "ada@example.test", "+44 1");
        HistoricalCustomer[] customers = [ada, new(Id<Customer>.New(Then), "13047", "Customer 13047", null, Then), ada];
        for (var i = 0; i < 2; i++)
            await shop.Db.Write(tx => server.Services.GetRequiredService<ICustomerHistory>().Write(tx, customers), ct);

        (await shop.Get("/api/v1/customers"))["data"].AsArray().Count.ShouldBe(2);
        (await shop.Get("/api/v1/customers?email=ada%40example.test"))["data"].AsArray().Count.ShouldBe(1);
        var read = (await shop.Get($"/api/v1/customers/{ada.CustomerId}")).MustBe(HttpStatusCode.OK);
        read["addresses"][0]!["country"]!.GetValue<string>().ShouldBe("United Kingdom");
        read["created_at"].GetValue<DateTimeOffset>().ShouldBe(Then);
        (await shop.Db.Query<DateTimeOffset>(new("select occurred_at from events.log where type = 'customers.customer.created'"), ct)).ShouldBe([Then, Then]);
        (await shop.Db.Query<bool>(server.Services.GetRequiredService<ICustomers>().Exists(ada.CustomerId), ct)).ShouldBe([true]);
        (await shop.Db.Query<bool>(server.Services.GetRequiredService<ICustomers>().Exists(Id<Customer>.New()), ct)).ShouldBeEmpty();
    }
}
