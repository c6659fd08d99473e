using System.Text.RegularExpressions;
using FluentValidation;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Platform;

/// <summary>What to change; members that are left out stay. Settings and branding are replaced as a whole.</summary>
public sealed record ChangeTenantRequest(string? Name = null, string? Industry = null, TenantSettings? Settings = null, Branding? Branding = null);

public sealed partial class ChangeTenantRules : AbstractValidator<ChangeTenantRequest>
{
    internal static readonly string[] Industries = ["restaurant", "retail", "hospitality", "events", "salon"];

    public ChangeTenantRules()
    {
        RuleFor(tenant => tenant.Name).Line(120).When(tenant => tenant.Name is not null);
        RuleFor(tenant => tenant.Industry).OneOf(Industries).When(tenant => tenant.Industry is not null);
        RuleFor(tenant => tenant.Settings!.Locale).MaximumLength(20).Matches(Locale()).WithErrorCode("locale")
            .WithMessage("A BCP 47 language tag such as de or de-AT.").When(tenant => tenant.Settings is not null);
        When(tenant => tenant.Branding is not null, () =>
        {
            RuleFor(tenant => tenant.Branding!.PrimaryColour).Matches(Colour()).WithErrorCode("colour").WithMessage("A colour such as #1a73e8.");
            RuleFor(tenant => tenant.Branding!.AccentColour).Matches(Colour()).WithErrorCode("colour").WithMessage("A colour such as #1a73e8.");
            RuleFor(tenant => tenant.Branding!.LogoUrl).Must(IsPublicImage).WithErrorCode("url").WithMessage("An https address of at most 500 characters.");
        });
    }

    private static bool IsPublicImage(string? url) => url is null
        || (url.Length <= 500 && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri is { Scheme: "https", UserInfo: "", HostNameType: UriHostNameType.Dns });

    [GeneratedRegex(@"\A[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Locale();

    [GeneratedRegex(@"\A#[0-9a-fA-F]{6}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Colour();
}

public static class ChangeTenant
{
    private const string ChangeSql = """
        update platform.tenants
        set name = coalesce($3, name), industry = coalesce($4, industry), settings = coalesce($5, settings), branding = coalesce($6, branding),
            version = version + 1, updated_at = $7
        where id = $1 and version = $2
        returning id, name, slug, industry, plan, status, settings, branding, created_at, updated_at, version
        """;

    /// <summary>Changes the business. Refuses 412 when somebody else changed it since it was read.</summary>
    public static Task<TenantView> Handle(ChangeTenantRequest body, IfMatch match, Principal principal, TenantDb db, CancellationToken ct)
    {
        principal.DemandEverywhere("tenant:write");
        return db.Write(
            async tx =>
            {
                var changed = await tx.First<TenantView>(new(
                    ChangeSql, tx.Tenant, match.Version, body.Name?.Trim(), body.Industry,
                    body.Settings is { } settings ? Json.Of(settings) : null, body.Branding is { } branding ? Json.Of(branding) : null, tx.Now));
                if (changed is null)
                {
                    var current = await tx.First<TenantView>(new(GetTenant.TenantSql, tx.Tenant)) ?? throw AccessRefusals.NotFound.AsException();
                    throw VersionRefusals.Stale(current.Version).AsException();
                }

                tx.Append(new TenantUpdated(changed.Id, changed.Name, changed.Industry, changed.Settings.Locale, WireName.Of(changed.Settings.WeekStart)));
                return changed;
            },
            ct);
    }
}
