using FluentValidation;
using Olympus.Contracts.Auth;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Security;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Auth;

/// <param name="TenantId">Whose till it is, for web pages of this server, which hold the token in a cookie.</param>
/// <param name="DeviceToken">From its registration. Left out by web pages of this server.</param>
/// <param name="Unsent">Sales on the device that are not sent yet, for those who look after tills.</param>
public sealed record ListTillPeopleRequest(Id<Tenant>? TenantId = null, string? DeviceToken = null, int? Unsent = null);

public sealed class ListTillPeopleRules : AbstractValidator<ListTillPeopleRequest>
{
    public ListTillPeopleRules()
    {
        RuleFor(request => request.DeviceToken).NotEmpty().MaximumLength(200).When(request => request.DeviceToken is not null);
        RuleFor(request => request.Unsent).InclusiveBetween(0, KnownDevice.MostUnsent);
    }
}

/// <summary>A till and who may sign in on it.</summary>
/// <param name="Name">Of the till.</param>
public sealed record TillView(Id<Device> Id, string Name, Id<Location> LocationId, IReadOnlyList<TillPersonView> People);

/// <param name="HasPin">False: they have to set one first.</param>
public sealed record TillPersonView(Id<User> Id, string Name, bool HasPin);

public static class ListTillPeople
{
    private const string SeenSql = "update auth.devices set last_seen_at = $2 where id = $1";

    private const string PinnedSql = "select user_id from auth.pins";

    /// <summary>What a registered till shows before anybody is signed in: its name and the names of those who work there.</summary>
    /// <remarks>401 <c>auth.device_unknown</c> for a token that is no good (any more).</remarks>
    public static async Task<TillView> Handle(
        ListTillPeopleRequest body, BrowserSession browser, Caller caller, TenantDbs tenants, IUsers users, CancellationToken ct)
    {
        var token = KnownDevice.Read(body.DeviceToken, browser, body.TenantId);
        return await tenants.For(token.Tenant, "till", caller.CorrelationId).Write(
            async tx =>
            {
                var device = await tx.First<KnownDevice>(KnownDevice.By(token)) ?? throw AuthRefusals.DeviceUnknown.AsException();
                HashSet<Id<User>> pinned = [];
                tx.Enqueue(new(SeenSql, device.Id, tx.Now));
                KnownDevice.Say(tx, device.Id, body.Unsent);
                tx.Enqueue<Id<User>>(new(PinnedSql), found => pinned = [.. found]);
                var people = await tx.Query<UserName>(users.WorkingAt(device.LocationId));
                return new TillView(
                    device.Id, device.Name, device.LocationId, [.. people.Select(one => new TillPersonView(one.UserId, one.Name, pinned.Contains(one.UserId)))]);
            },
            ct);
    }
}
