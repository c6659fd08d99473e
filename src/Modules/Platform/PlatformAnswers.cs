using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Platform;

/// <summary>What other modules may ask about locations.</summary>
internal sealed class LocationAnswers : ILocations
{
    private const string FactsSql = """
        select id as location_id, name, currency, time_zone, tax_region, prices_include_tax, tax_rounding, rounding_mode, day_cut_off, is_active
        from platform.locations
        where id = $1
        """;

    private const string FirstSql = """
        select id as location_id, name, currency, time_zone, tax_region, prices_include_tax, tax_rounding, rounding_mode, day_cut_off, is_active
        from platform.locations
        where is_active
        order by id
        limit 1
        """;

    public Sql Facts(Id<Location> id) => new(FactsSql, id);

    public Sql First() => new(FirstSql);
}
