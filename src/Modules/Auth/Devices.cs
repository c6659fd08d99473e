using Olympus.Contracts.Auth;
using Olympus.Kernel.Data;
using Olympus.Kernel.Security;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Auth;

/// <summary>A till that knows itself by its token.</summary>
internal sealed record KnownDevice(Id<Device> Id, Id<Location> LocationId, string Name)
{
    private const string KnownDeviceSql = """
        select id, location_id, name
        from auth.devices
        where token_hash = $1 and revoked_at is null
        """;

    /// <summary>Held until the session is open: whoever revokes the device waits, and then ends this session too.</summary>
    private const string HoldDeviceSql = """
        select id, location_id, name
        from auth.devices
        where token_hash = $1 and revoked_at is null
        for update
        """;

    /// <summary>More than a device holds; who says more is refused.</summary>
    public const int MostUnsent = 1_000_000;

    private const string SaidSql = "update auth.devices set unsent = $2, unsent_at = $3 where id = $1 and revoked_at is null";

    /// <summary>Writes down what the device said of itself, if it said anything.</summary>
    public static void Say(Tx tx, Id<Device> device, int? unsent)
    {
        if (unsent is { } count)
            tx.Enqueue(new(SaidSql, device, count, tx.Now));
    }

    public static Sql By(OpaqueToken token) => new(KnownDeviceSql, token.Hash);

    public static Sql Hold(OpaqueToken token) => new(HoldDeviceSql, token.Hash);

    /// <summary>The token as it was shown: in the body, or in the cookie of a web page of this server.</summary>
    public static OpaqueToken Read(string? shown, BrowserSession browser, Id<Tenant>? tenant) =>
        OpaqueToken.TryRead(OpaqueToken.Till, shown ?? (tenant is { } of ? browser.TillToken(of) : null), out var token) && (tenant is null || token.Tenant == tenant)
            ? token
            : throw AuthRefusals.DeviceUnknown.AsException();
}
