using Olympus.Contracts.Customers;
using Olympus.Kernel.Data;
using Olympus.Kernel.Events;

namespace Olympus.Analytics.Trade;

/// <summary>From where customers are, as a stretch of the log tells it.</summary>
internal sealed class CountryMoves
{
    public static readonly IReadOnlyList<string> Reads = [CustomerCreated.EventType, CustomerUpdated.EventType, CustomerErased.EventType];

    private const string KeepSql = """
        insert into analytics.customer_countries (id, country)
        select id, country from unnest($1::uuid[], $2::text[]) as told (id, country)
        on conflict (tenant_id, id) do update set country = excluded.country
        """;

    private const string ForgetSql = "delete from analytics.customer_countries where id = any($1)";

    private readonly SortedDictionary<Guid, string?> _countries = [];

    public void Read(LoggedEvent happened)
    {
        if (happened.Type == CustomerCreated.EventType && happened.As<CustomerCreated>() is { Country: { } country })
            _countries[happened.AggregateId] = country;
        else if (happened.Type == CustomerUpdated.EventType && happened.As<CustomerUpdated>() is var updated && updated.Changed.Contains("addresses"))
            _countries[happened.AggregateId] = updated.Country;
        else if (happened.Type == CustomerErased.EventType)
            _countries[happened.AggregateId] = null;
    }

    public void Enqueue(Tx tx)
    {
        var told = _countries.Where(customer => customer.Value is not null).ToArray();
        if (told.Length > 0)
            tx.Enqueue(new(KeepSql, Array.ConvertAll(told, customer => customer.Key), Array.ConvertAll(told, customer => customer.Value!)));
        if (told.Length < _countries.Count)
            tx.Enqueue(new(ForgetSql, (object)_countries.Where(customer => customer.Value is null).Select(customer => customer.Key).ToArray()));
    }
}
