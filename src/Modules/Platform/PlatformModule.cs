using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Contracts.Platform;
using Olympus.Kernel;
using Olympus.Kernel.Events;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;

namespace Olympus.Platform;

public static class PlatformModule
{
    public static IServiceCollection AddPlatform(this IServiceCollection services) => services
        .AddSingleton<ITenants, RegisterTenant>()
        .AddSingleton<ILocations, LocationAnswers>()
        .AddSingleton<IUsers, UserAnswers>()
        .AddLive(new LiveSource("notifications", LiveForm.Tenant, null, UserRenamed.EventType, UserRolesChanged.EventType))
        .AddConstraint("tenant_slugs_pkey", PlatformRefusals.SlugTaken)
        .AddConstraint("locations_name_unique", PlatformRefusals.LocationNameTaken)
        .AddConstraint("users_email_unique", PlatformRefusals.EmailTaken)
        .AddConstraint("role_assignments_location", PlatformRefusals.LocationUnknown)
        .AddConstraint("invitations_location", PlatformRefusals.LocationUnknown)
        .AddConstraint("invitations_invited_by", AccessRefusals.Unauthenticated)
        .AddConstraint("invitations_open_email", PlatformRefusals.AlreadyInvited);

    public static void MapPlatform(this IEndpointRouteBuilder routes)
    {
        var tenant = routes.MapGroup("/api/v1/tenant").WithTags("Tenant");
        tenant.MapGet("", GetTenant.Handle).Requires("tenant:read").Versioned()
            .WithName("getTenant").WithSummary("The business of the signed-in user");
        tenant.MapPatch("", ChangeTenant.Handle).Requires("tenant:write").ValidBody<ChangeTenantRequest, ChangeTenantRules>().Versioned()
            .WithName("changeTenant").WithSummary("Change name, industry, settings or branding");

        var locations = routes.MapGroup("/api/v1/locations").WithTags("Locations");
        locations.MapGet("", ListLocations.Handle).Requires("locations:read")
            .WithName("listLocations").WithSummary("Locations in the order they were opened");
        locations.MapPost("", CreateLocation.Handle).Requires("locations:write").ValidBody<CreateLocationRequest, CreateLocationRules>().Versioned()
            .WithName("createLocation").WithSummary("Open a location");
        locations.MapGet("/{id}", GetLocation.Handle).Requires("locations:read").Versioned()
            .WithName("getLocation").WithSummary("One location");
        locations.MapPatch("/{id}", ChangeLocation.Handle).Requires("locations:write").ValidBody<ChangeLocationRequest, ChangeLocationRules>().Versioned()
            .WithName("changeLocation").WithSummary("Change a location; its currency stays");
        locations.MapPut("/{id}/deactivation", DeactivateLocation.Handle).Requires("locations:write").Versioned()
            .WithName("deactivateLocation").WithSummary("Take a location out of use; its history stays");
        locations.MapDelete("/{id}/deactivation", DeactivateLocation.Undo).Requires("locations:write").Versioned()
            .WithName("reactivateLocation").WithSummary("Take a location into use again");

        var users = routes.MapGroup("/api/v1/users").WithTags("Users");
        users.MapGet("", ListUsers.Handle).Requires("users:read")
            .WithName("listUsers").WithSummary("Users in the order they joined");
        users.MapGet("/{id}", GetUser.Handle).Requires("users:read").Versioned()
            .WithName("getUser").WithSummary("One user with their roles");
        users.MapPatch("/{id}", ChangeUser.Handle).Requires("users:write").ValidBody<ChangeUserRequest, ChangeUserRules>().Versioned()
            .WithName("changeUser").WithSummary("Rename, disable or enable a user");
        users.MapPut("/{id}/roles", AssignRoles.Handle).Requires("users:write").ValidBody<AssignRolesRequest, AssignRolesRules>().Versioned()
            .WithName("assignRoles").WithSummary("Replace the roles of a user");

        routes.MapGet("/api/v1/colleagues", ListColleagues.Handle).WithTags("Users").AllowSignedIn()
            .WithName("listColleagues").WithSummary("The names of those who work here");

        var invitations = routes.MapGroup("/api/v1/invitations").WithTags("Invitations");
        invitations.MapGet("", ListInvitations.Handle).Requires("users:read")
            .WithName("listInvitations").WithSummary("Invitations, newest first");
        invitations.MapPost("", CreateInvitation.Handle).Requires("users:invite").ValidBody<CreateInvitationRequest, CreateInvitationRules>().AnswersSecrets()
            .WithName("createInvitation").WithSummary("Invite somebody; the token is shown this once");
        invitations.MapDelete("/{id}", RevokeInvitation.Handle).Requires("users:invite")
            .WithName("revokeInvitation").WithSummary("Take an open invitation back");

        routes.MapGroup("/api/v1/roles").WithTags("Users").MapGet("", ListRoles.Handle).AllowSignedIn()
            .WithName("listRoles").WithSummary("The roles there are and what each may do");
    }
}
