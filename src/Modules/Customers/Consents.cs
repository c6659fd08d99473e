using FluentValidation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Olympus.Contracts.Customers;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Customers;

/// <summary>What a customer said about a channel.</summary>
/// <param name="Channel"><c>email</c>, <c>sms</c>, <c>phone</c>, <c>post</c> or <c>push</c>.</param>
/// <param name="Source">Where they said so, such as <c>checkout</c> or <c>paper form 12</c>.</param>
/// <param name="GivenAt">When they said so, if not now; not in the future.</param>
public sealed record RecordConsentRequest(string Channel, bool IsGranted, string Source, DateTimeOffset? GivenAt = null);

public sealed class RecordConsentRules : AbstractValidator<RecordConsentRequest>
{
    private static readonly string[] Channels = ["email", "sms", "phone", "post", "push"];

    public RecordConsentRules()
    {
        RuleFor(consent => consent.Channel).Must(channel => Channels.Contains(channel))
            .WithErrorCode("one_of").WithMessage($"One of {string.Join(", ", Channels)}.");
        RuleFor(consent => consent.Source).IsLine(200);
    }
}

/// <summary>Keeps what a customer allowed and forbade, every time.</summary>
public static class RecordConsent
{
    private const string InsertConsentSql = """
        insert into customer.consents (id, customer_id, channel, is_granted, source, actor, given_at)
        select $1, customer.id, $3, $4, $5, $6, $7
        from customer.customers as customer
        where customer.id = $2 and customer.archived_at is null
        returning channel, is_granted, source, given_at, recorded_at
        """;

    /// <summary>Records a consent or its withdrawal; what was said before stays in the history. The newest by time given counts.</summary>
    /// <remarks>Appends <c>customers.consent.changed</c>.</remarks>
    public static async Task<Created<ConsentView>> Handle(Id<Customer> id, RecordConsentRequest body, TenantDb db, CancellationToken ct)
    {
        var recorded = await db.Write(
            async tx =>
            {
                var at = body.GivenAt ?? tx.Now;
                if (at > tx.Now.AddMinutes(5))
                    throw ValidBodyExtensions.Invalid(new FieldError("/given_at", "past", "Not in the future.")).AsException();
                var consent = await tx.First<ConsentView>(new(
                    InsertConsentSql, Guid.CreateVersion7(tx.Now), id, body.Channel, body.IsGranted, body.Source.Trim(), tx.Actor, at));
                if (consent is null)
                    throw (await ChangeCustomer.WhyNot(tx, id)).AsException();
                tx.Append(new ConsentChanged(id, body.Channel, body.IsGranted));
                return consent;
            },
            ct);
        return TypedResults.Created($"/api/v1/customers/{id}/consents", recorded);
    }
}

/// <summary>All that a customer ever said about channels.</summary>
/// <param name="Data">Newest first.</param>
public sealed record ConsentHistoryView(IReadOnlyList<ConsentView> Data);

/// <summary>Shows what a customer allowed and forbade, and when.</summary>
public static class ListConsents
{
    internal const string HistorySql = """
        select channel, is_granted, source, given_at, recorded_at
        from customer.consents
        where customer_id in (select same.id from customer.same_person($1) as same)
        order by given_at desc, id desc
        limit 1000
        """;

    private const string ExistsSql = "select true from customer.customers where id = $1";

    /// <summary>The history of consent, newest first.</summary>
    public static Task<ConsentHistoryView> Handle(Id<Customer> id, TenantDb db, CancellationToken ct) => db.Read(
        [new(ExistsSql, id), new(HistorySql, id)],
        async results => await results.First<bool>() ? new ConsentHistoryView(await results.List<ConsentView>()) : throw AccessRefusals.NotFound.AsException(),
        ct);
}
