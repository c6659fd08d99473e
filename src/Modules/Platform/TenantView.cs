using System.Text.Json.Serialization;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Platform;

/// <summary>A business.</summary>
/// <param name="Slug">Its short name at sign-in; never changes.</param>
/// <param name="Industry"><c>restaurant</c>, <c>retail</c>, <c>hospitality</c>, <c>events</c> or <c>salon</c>.</param>
/// <param name="Plan"><c>standard</c>, <c>professional</c> or <c>enterprise</c>; not for tenants to change.</param>
/// <param name="Status"><c>active</c>, <c>suspended</c> or <c>closed</c>.</param>
public sealed record TenantView(
    Id<Tenant> Id, string Name, string Slug, string Industry, string Plan, string Status, TenantSettings Settings, Branding Branding,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, long Version) : IVersioned;

/// <summary>How the business likes to see things.</summary>
/// <param name="Locale">BCP 47, such as <c>de-AT</c>.</param>
/// <param name="WeekStart">First day of a week in calendars and reports.</param>
public sealed record TenantSettings(string Locale = "en", Weekday WeekStart = Weekday.Monday);

/// <summary>How customers see the business.</summary>
/// <param name="PrimaryColour">Such as <c>#1a73e8</c>.</param>
/// <param name="AccentColour">Such as <c>#fbbc04</c>.</param>
/// <param name="LogoUrl">An https address of an image.</param>
public sealed record Branding(string? PrimaryColour = null, string? AccentColour = null, string? LogoUrl = null);

/// <summary>A day of the week.</summary>
[JsonConverter(typeof(WireEnum<Weekday>))]
public enum Weekday
{
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}
