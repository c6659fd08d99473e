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

    private const string ActiveSql = """
        select id as location_id, name, currency, time_zone, tax_region, prices_include_tax, tax_rounding, rounding_mode, day_cut_off, is_active
        from platform.locations
        where is_active and ($1::uuid[] is null or id = any($1))
        order by id
        """;

    private const string KnownSql = """
        select id as location_id, name, currency, time_zone, tax_region, prices_include_tax, tax_rounding, rounding_mode, day_cut_off, is_active
        from platform.locations
        where $1::uuid[] is null or id = any($1)
        order by id
        """;

    private const string WeekStartSql = """
        select array_position(
            array['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'], coalesce(settings ->> 'week_start', 'monday')) - 1
        from platform.tenants
        """;

    private const string FirstSql = """
        select id as location_id, name, currency, time_zone, tax_region, prices_include_tax, tax_rounding, rounding_mode, day_cut_off, is_active
        from platform.locations
        where is_active
        order by id
        limit 1
        """;

    private const string InCurrencySql = """
        select id as location_id, name, currency, time_zone, tax_region, prices_include_tax, tax_rounding, rounding_mode, day_cut_off, is_active
        from platform.locations
        where is_active and currency = $1
        order by id
        limit 1
        """;

    private const string OpenSql = """
        insert into platform.locations (id, name, time_zone, currency, tax_region, prices_include_tax) values ($1, $2, $3, $4, $5, $6)
        """;

    public Sql Facts(Id<Location> id) => new(FactsSql, id);

    public Sql Active(Guid[]? among) => new(ActiveSql, (object?)among);

    public Sql Known(Guid[]? among) => new(KnownSql, (object?)among);

    public Sql WeekStart() => new(WeekStartSql);

    public Sql First() => new(FirstSql);

    public Sql InCurrency(Currency currency) => new(InCurrencySql, currency);

    public void Open(Tx tx, NewLocation location)
    {
        tx.Enqueue(new(
            OpenSql, location.LocationId, location.Name, location.TimeZone, location.Currency, location.TaxRegion, location.PricesIncludeTax));
        tx.Append(new LocationCreated(location.LocationId, location.Name, location.TimeZone, location.Currency));
    }
}
