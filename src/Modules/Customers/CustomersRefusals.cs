using Olympus.Kernel.Http;

namespace Olympus.Customers;

public static class CustomersRefusals
{
    public static readonly Refusal ReferenceTaken =
        new(409, "customers.external_reference_taken", "Another customer has this external reference.");

    public static readonly Refusal Archived = new(409, "customers.archived", "This customer is archived and no longer changes.");

    public static readonly Refusal OneSearch = new(400, "customers.one_search", "Search by one of q, email, phone, tag and ids.");

    public static readonly Refusal SearchTooShort = new(400, "customers.search_invalid", "Search for 1 to 200 visible characters.");

    public static readonly Refusal Erased = new(409, "customers.erased", "Who this was is not known any more.");

    public static readonly Refusal SamePerson = new(409, "customers.same_entry", "An entry cannot be merged into itself.");

    public static readonly Refusal OtherUnknown = new(409, "customers.other_unknown", "The entry to merge is not there, or not in use any more.");

    public static readonly Refusal MergeFinal = new(409, "customers.merge_final", "More than 30 days ago: these entries stay together.");
}
