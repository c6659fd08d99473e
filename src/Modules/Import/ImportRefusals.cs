using Olympus.Kernel.Http;

namespace Olympus.Import;

/// <summary>Every "no" of the module.</summary>
public static class ImportRefusals
{
    public static Refusal UnknownTenant(string slug) =>
        new(404, "import.unknown_tenant", $"There is no active tenant with the slug '{slug}'.");

    public static Refusal NotASalesFile(string why) => new(422, "import.not_a_sales_file", why);
}
