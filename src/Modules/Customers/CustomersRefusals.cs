using Olympus.Kernel.Http;

namespace Olympus.Customers;

public static class CustomersRefusals
{
    public static readonly Refusal ReferenceTaken =
        new(409, "customers.external_reference_taken", "Another customer has this external reference.");

    public static readonly Refusal Archived = new(409, "customers.archived", "This customer is archived and no longer changes.");

    public static readonly Refusal OneSearch = new(400, "customers.one_search", "Search by one of q, email, phone and tag.");

    public static readonly Refusal SearchTooShort = new(400, "customers.search_invalid", "Search for 1 to 200 visible characters.");
}
