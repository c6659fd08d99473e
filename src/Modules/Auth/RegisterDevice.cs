using FluentValidation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Olympus.Contracts.Auth;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Security;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Auth;

/// <param name="Name">As people call it, such as <c>Till 2</c>.</param>
/// <param name="LocationId">Where it stands: whoever works there may sign in on it.</param>
/// <param name="Cookie">For web pages of this server: the token comes in a cookie instead of the answer.</param>
public sealed record RegisterDeviceRequest(string Name, Id<Location> LocationId, bool Cookie = false);

public sealed class RegisterDeviceRules : AbstractValidator<RegisterDeviceRequest>
{
    public RegisterDeviceRules() => RuleFor(device => device.Name).NotEmpty().MaximumLength(60);
}

/// <param name="Token">Known to the device alone: it shows it with every sign-in by PIN. Null: it came in a cookie.</param>
public sealed record RegisterDeviceResponse(Id<Device> Id, string Name, Id<Location> LocationId, string? Token);

public static class RegisterDevice
{
    private const string InsertDeviceSql = """
        insert into auth.devices (id, location_id, name, token_hash, registered_by, registered_at, last_seen_at)
        values ($1, $2, $3, $4, $5, $6, $6)
        """;

    /// <summary>Makes the device that asks a till: people who work at its location sign in on it with their PIN.</summary>
    /// <remarks>Appends <c>auth.device.registered</c>. 409 <c>auth.location_unknown</c>.</remarks>
    public static async Task<Created<RegisterDeviceResponse>> Handle(
        RegisterDeviceRequest body, Principal me, BrowserSession browser, TenantDb db, ILocations locations, CancellationToken ct)
    {
        me.Demand("devices:write", body.LocationId);
        var token = OpaqueToken.New(OpaqueToken.Till, me.TenantId);
        var made = await db.Write(
            async tx =>
            {
                if (await tx.First<LocationFacts>(locations.Facts(body.LocationId)) is not { IsActive: true })
                    throw AuthRefusals.LocationUnknown.AsException();
                var id = Id<Device>.New(tx.Now);
                tx.Enqueue(new(InsertDeviceSql, id, body.LocationId, body.Name.Trim(), token.Hash, me.UserId, tx.Now));
                tx.Append(new DeviceRegistered(id, body.LocationId, body.Name.Trim()));
                return new RegisterDeviceResponse(id, body.Name.Trim(), body.LocationId, token.Text);
            },
            ct);
        return TypedResults.Created($"/api/v1/auth/devices/{made.Id}", browser.KeepTill(made, me.TenantId, body.Cookie));
    }
}
