using Olympus.Contracts.Customers;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Customers;

/// <summary>Everything that is kept about a customer.</summary>
/// <param name="ConsentHistory">All they ever said about channels, newest first.</param>
/// <param name="Orders">Newest first, at the locations whose orders the caller may see.</param>
/// <param name="IsComplete">False: there are orders that are not here, because they are too many or at locations that the caller may not see.</param>
public sealed record CustomerExportView(
    DateTimeOffset ExportedAt, CustomerView Customer, IReadOnlyList<ConsentView> ConsentHistory, IReadOnlyList<CustomerOrderView> Orders, bool IsComplete);

/// <summary>Puts together what a person may ask for.</summary>
public static class ExportCustomer
{
    private const int Most = 10_000;

    /// <summary>What is kept about a customer under this entry and all that were merged into it.</summary>
    public static Task<CustomerExportView> Handle(Id<Customer> id, TenantDb db, Principal principal, TimeProvider clock, CancellationToken ct)
    {
        var seesOrders = principal.CanSomewhere("orders:read");
        var places = seesOrders ? principal.LocationsFor("orders:read") : [];
        return db.Read(
            [new(GetCustomer.CustomerSql, id), new(ListConsents.HistorySql, id), ListCustomerOrders.Newest(id, places, Most + 1)],
            async results =>
            {
                var customer = await results.List<CustomerView>() is [var one] ? one : throw AccessRefusals.NotFound.AsException();
                var consents = await results.List<ConsentView>();
                var orders = await results.List<CustomerOrderView>();
                return new CustomerExportView(clock.GetUtcNow(), customer, consents, [.. orders.Take(Most)], places is null && orders.Count <= Most);
            },
            ct);
    }
}
