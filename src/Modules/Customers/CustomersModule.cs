using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Contracts.Customers;
using Olympus.Kernel;
using Olympus.Kernel.Data;
using Olympus.Kernel.Events;
using Olympus.Kernel.Http;

namespace Olympus.Customers;

public static class CustomersModule
{
    public static IServiceCollection AddCustomers(this IServiceCollection services) => services
        .AddSingleton<ICustomers, CustomerAnswers>()
        .AddSingleton<ICustomerHistory, CustomerHistory>()
        .AddSingleton<IProjection, CustomerTotals>()
        .AddSingleton<IInvariant, TotalsAreSumOfOrders>()
        .AddSingleton<IInvariant, OrdersAgreeWithLog>()
        .AddConstraint("customers_external_reference_unique", CustomersRefusals.ReferenceTaken);

    public static void MapCustomers(this IEndpointRouteBuilder routes)
    {
        var customers = routes.MapGroup("/api/v1/customers").WithTags("Customers");
        customers.MapGet("", ListCustomers.Handle).Requires("customers:read").Costs(2)
            .WithName("listCustomers").WithSummary("List or find customers");
        customers.MapPost("", CreateCustomer.Handle).Requires("customers:write").ValidBody<CreateCustomerRequest, CreateCustomerRules>()
            .Idempotent(StatusCodes.Status201Created)
            .WithName("createCustomer").WithSummary("Take down a new customer");
        customers.MapGet("{id}", GetCustomer.Handle).Requires("customers:read").Versioned()
            .WithName("getCustomer").WithSummary("Read a customer");
        customers.MapPatch("{id}", ChangeCustomer.Handle).Requires("customers:write").ValidBody<ChangeCustomerRequest, ChangeCustomerRules>().Versioned()
            .WithName("changeCustomer").WithSummary("Change a customer");
        customers.MapDelete("{id}", ArchiveCustomer.Handle).Requires("customers:write")
            .WithName("archiveCustomer").WithSummary("Archive a customer");
        customers.MapGet("{id}/consents", ListConsents.Handle).Requires("customers:read")
            .WithName("listConsents").WithSummary("All that a customer ever allowed and forbade");
        customers.MapPost("{id}/consents", RecordConsent.Handle).Requires("customers:write").ValidBody<RecordConsentRequest, RecordConsentRules>()
            .Idempotent(StatusCodes.Status201Created)
            .WithName("recordConsent").WithSummary("Record a consent or its withdrawal");
        customers.MapPost("{id}/merges", MergeCustomer.Handle).Requires("customers:write").Versioned()
            .WithName("mergeCustomer").WithSummary("Merge another entry of the same person into this one");
        customers.MapDelete("{id}/merges/{mergedId}", SeparateCustomer.Handle).Requires("customers:write").Versioned()
            .WithName("separateCustomer").WithSummary("Separate two entries again");
        customers.MapPost("{id}/erasure", EraseCustomer.Handle).Requires("tenant:write")
            .WithName("eraseCustomer").WithSummary("Forget who a customer was, for good");
        customers.MapGet("{id}/export", ExportCustomer.Handle).Requires("customers:write").Costs(5)
            .WithName("exportCustomer").WithSummary("Everything that is kept about a customer, to hand over to them");
        customers.MapGet("{id}/orders", ListCustomerOrders.Handle).Requires("customers:read")
            .WithName("listCustomerOrders").WithSummary("What a customer ordered");
    }
}
