using FluentValidation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;

namespace Olympus.Analytics;

/// <param name="Key">What the suggestion is about: 1 to 200 letters, digits, colons, hyphens and underscores.</param>
/// <param name="IsDismissed">False takes it back.</param>
public sealed record DismissRequest(string Key, bool IsDismissed = true);

public sealed class DismissRules : AbstractValidator<DismissRequest>
{
    public DismissRules() => RuleFor(request => request.Key).Matches("^[A-Za-z0-9:_-]{1,200}$")
        .WithErrorCode("key").WithMessage("1 to 200 letters, digits, colons, hyphens and underscores.");
}

/// <param name="Keys">What the signed-in person dismissed and does not want to see yet.</param>
public sealed record DismissalsResponse(IReadOnlyList<string> Keys);

/// <summary>Suggestions that a person does not want to see for a while, on any of their devices.</summary>
public static class Dismissals
{
    /// <summary>As long as suggestions look back: what is true again after that is news.</summary>
    private static readonly TimeSpan StaysDismissed = TimeSpan.FromDays(30);

    private const int Most = 500;

    private const string MineSql = "select key from analytics.dismissals where user_id = $1 and until > $2 order by until desc, key limit $3";

    private const string DismissSql = """
        insert into analytics.dismissals (user_id, key, until) values ($1, $2, $3)
        on conflict (tenant_id, user_id, key) do update set until = excluded.until
        """;

    private const string TakeBackSql = "delete from analytics.dismissals where user_id = $1 and key = $2";

    /// <summary>Also what is more than anybody dismisses in earnest.</summary>
    private const string ForgetSql = """
        delete from analytics.dismissals
        where user_id = $1
            and (until < $2 or key in (select kept.key from analytics.dismissals as kept where kept.user_id = $1 order by kept.until desc, kept.key offset $3))
        """;

    /// <summary>What the signed-in person dismissed in the last thirty days.</summary>
    public static async Task<DismissalsResponse> List(Principal me, TenantDb db, TimeProvider clock, CancellationToken ct) =>
        new(await db.Query<string>(new(MineSql, me.UserId, clock.GetUtcNow(), Most), ct));

    /// <summary>Dismisses a suggestion for thirty days, or takes that back. The same twice is once.</summary>
    public static async Task<NoContent> Set(DismissRequest body, Principal me, TenantDb db, CancellationToken ct)
    {
        await db.Write(
            tx =>
            {
                tx.Enqueue(body.IsDismissed ? new(DismissSql, me.UserId, body.Key, tx.Now + StaysDismissed) : new(TakeBackSql, me.UserId, body.Key));
                tx.Enqueue(new(ForgetSql, me.UserId, tx.Now, Most));
                return Task.CompletedTask;
            },
            ct);
        return TypedResults.NoContent();
    }
}
