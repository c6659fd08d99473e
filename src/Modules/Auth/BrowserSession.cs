using Microsoft.AspNetCore.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Auth;

/// <summary>
/// Where a web application keeps its session: the refresh token and the device token in cookies that no script can read, so that a script that should not be
/// there can take neither away. Asked for by <c>cookie</c> in the body; other clients get both in the answer.
/// </summary>
/// <remarks>
/// A cookie comes by itself, so it counts only where our own page sent the request: the browser adds it to none from another site (<c>SameSite=Strict</c>), says of
/// the others where they are from (<c>Sec-Fetch-Site</c>, which no script can set), and asks before it sends JSON anywhere else, which is never allowed with cookies.
/// </remarks>
public sealed class BrowserSession
{
    private const string Path = "/api/v1/auth";

    private readonly HttpContext _http;

    private BrowserSession(HttpContext http) => _http = http;

    public static ValueTask<BrowserSession?> BindAsync(HttpContext http) => ValueTask.FromResult<BrowserSession?>(new(http));

    /// <summary>What the cookie holds; null: there is none, or another site's page sent it.</summary>
    public string? RefreshToken => Read("olympus-session");

    /// <inheritdoc cref="RefreshToken"/>
    /// <remarks>One of each business, since several may share a device.</remarks>
    public string? DeviceToken(Id<Tenant> tenant) => Read(DeviceName(tenant));

    /// <inheritdoc cref="RefreshToken"/>
    /// <remarks>Of a till of this business; it outlives everybody who signs in on it.</remarks>
    public string? TillToken(Id<Tenant> tenant) => Read(TillName(tenant));

    /// <summary>Moves a till's token into a cookie, when that was asked for. It stays until the till is revoked, or the browser forgets.</summary>
    public RegisterDeviceResponse KeepTill(RegisterDeviceResponse made, Id<Tenant> tenant, bool cookie)
    {
        if (!cookie)
            return made;
        Write(TillName(tenant), made.Token!, DateTimeOffset.UnixEpoch + TimeSpan.FromDays(365_00));
        return made with { Token = null };
    }

    /// <summary>Moves the secrets of an answer into cookies, when those were asked for.</summary>
    public SignedInResponse Keep(SignedInResponse signedIn, bool cookie)
    {
        if (!cookie)
            return signedIn;
        Write("olympus-session", signedIn.RefreshToken!, signedIn.RefreshExpiresAt);
        if (signedIn.DeviceToken is { } device)
            Write(DeviceName(signedIn.TenantId), device, signedIn.RefreshExpiresAt + SignIn.ClientMemory);
        return signedIn with { RefreshToken = null, DeviceToken = null };
    }

    /// <summary>The device stays known; only the session goes.</summary>
    public void Forget()
    {
        if (_http.Request.Cookies.ContainsKey(Name("olympus-session")))
            _http.Response.Cookies.Delete(Name("olympus-session"), Options(null));
    }

    private string? Read(string name) => IsOurPage && _http.Request.Cookies[Name(name)] is { Length: > 0 and <= 200 } text ? text : null;

    private bool IsOurPage => _http.Request.Headers["Sec-Fetch-Site"] is var site && (site.Count == 0 || site is ["same-origin"]);

    private void Write(string name, string value, DateTimeOffset expires) => _http.Response.Cookies.Append(Name(name), value, Options(expires));

    private CookieOptions Options(DateTimeOffset? expires) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = _http.Request.IsHttps,
        Path = Path,
        Expires = expires,
        IsEssential = true,
    };

    private static string TillName(Id<Tenant> tenant) => $"olympus-till-{tenant.Value:N}";

    private static string DeviceName(Id<Tenant> tenant) => $"olympus-device-{tenant.Value:N}";

    /// <summary>Under TLS with the prefix that keeps pages without it from setting one.</summary>
    private string Name(string name) => _http.Request.IsHttps ? $"__Secure-{name}" : name;
}
