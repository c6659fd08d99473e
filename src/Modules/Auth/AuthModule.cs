using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Contracts.Auth;
using Olympus.Contracts.Platform;
using Olympus.Kernel;
using Olympus.Kernel.Events;
using Olympus.Kernel.Http;
using Olympus.Kernel.Security;

namespace Olympus.Auth;

public static class AuthModule
{
    /// <param name="services">Where it is added.</param>
    /// <param name="configuration">Section <c>Olympus:Auth</c> is read.</param>
    /// <param name="sealKey">32 bytes, not from the database, the same in all replicas: seals the signing keys.</param>
    public static IServiceCollection AddAuth(this IServiceCollection services, IConfiguration configuration, byte[] sealKey) => services
        .AddSingleton(AuthSettings.From(configuration.GetSection("Olympus:Auth")))
        .AddSingleton(new KeySeal(sealKey))
        .AddSingleton(provider => new AccessTokens(
            provider.GetRequiredService<AuthSettings>().Tokens, Roles.Permissions, provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new Passwords(
            provider.GetRequiredService<AuthSettings>().PasswordIterations, Environment.ProcessorCount, waiting: 4 * Environment.ProcessorCount))
        .AddLive(new LiveSource("notifications", LiveForm.Tenant, null,
            UserLoggedIn.EventType, SessionRevoked.EventType, SessionsEnded.EventType, PasswordChanged.EventType, RefreshReused.EventType,
            DeviceRegistered.EventType, DeviceRevoked.EventType, PinChanged.EventType, PasskeyAdded.EventType, PasskeyRemoved.EventType,
            BadgeGiven.EventType, BadgeRevoked.EventType, ApprovalUsed.EventType))
        .AddSingleton<Attempts>()
        .AddSingleton<SignIn>()
        .AddSingleton<AtTill>()
        .AddSingleton<IApprovals, Approvals>()
        .AddSingleton<Passkeys>()
        .AddConstraint("passkeys_credential_unique", AuthRefusals.PasskeyNotAdded)
        .AddSingleton<Revocations>()
        .AddSingleton<BearerAuthentication>()
        .AddSingleton<IBearerAuthentication>(provider => provider.GetRequiredService<BearerAuthentication>())
        .AddSingleton<ISessions, Sessions>()
        .AddSingleton<ICredentials, Credentials>();

    /// <summary>For processes that check tokens: keys and revocations are in memory, and must be fresh there.</summary>
    public static IServiceCollection AddTokenUpkeep(this IServiceCollection services) => services
        .AddHostedService<RotateSigningKeys>()
        .AddHostedService<FollowRevocations>();

    public static void MapAuth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/.well-known/jwks.json", GetJwks.Handle).AllowEverybody();

        var auth = routes.MapGroup("/api/v1/auth").WithTags("Auth").AnswersSecrets();
        auth.MapGet("/badges", KeepBadges.List).WithName("listBadges").Requires("devices:write");
        auth.MapPost("/change-password", ChangePassword.Handle).WithName("changePassword").AllowSignedIn()
            .ValidBody<ChangePasswordRequest, ChangePasswordRules>().Costs(10);
        auth.MapGet("/devices", ListDevices.Handle).WithName("listDevices").Requires("devices:write");
        auth.MapPost("/devices", RegisterDevice.Handle).WithName("registerDevice").Requires("devices:write")
            .ValidBody<RegisterDeviceRequest, RegisterDeviceRules>();
        auth.MapPost("/devices/approvals", GiveApproval.Handle).WithName("giveApproval").AllowSignedIn()
            .ValidBody<GiveApprovalRequest, GiveApprovalRules>().Costs(10).WithMetadata(new OverHttpOnly());
        auth.MapDelete("/devices/{id}", RevokeDevice.Handle).WithName("revokeDevice").Requires("devices:write");
        auth.MapPost("/devices/people", ListTillPeople.Handle).WithName("listTillPeople").AllowEverybody()
            .ValidBody<ListTillPeopleRequest, ListTillPeopleRules>().LimitedTo(120, "till");
        auth.MapPost("/devices/sign-in", SignInWithPin.Handle).WithName("signInWithPin").AllowEverybody()
            .ValidBody<SignInWithPinRequest, SignInWithPinRules>().LimitedTo(60, "pin");
        auth.MapPost("/devices/sign-in/badge", SignInWithBadge.Handle).WithName("signInWithBadge").AllowEverybody()
            .ValidBody<SignInWithBadgeRequest, SignInWithBadgeRules>().LimitedTo(60, "pin");
        auth.MapPost("/invitations/accept", AcceptInvitation.Handle).WithName("acceptInvitation").AllowEverybody()
            .ValidBody<AcceptInvitationRequest, AcceptInvitationRules>().LimitedTo(30, "invitation");
        auth.MapPost("/invitations/read", ReadInvitation.Handle).WithName("readInvitation").AllowEverybody()
            .ValidBody<ReadInvitationRequest, ReadInvitationRules>().LimitedTo(30, "invitation");
        auth.MapPost("/login", Login.Handle).WithName("login").AllowEverybody().ValidBody<LoginRequest, LoginRules>()
            .LimitedTo(60, "login");
        auth.MapPost("/logout", Logout.Handle).WithName("logout").AllowSignedIn();
        auth.MapGet("/me", GetMe.Handle).WithName("getMe").AllowSignedIn();
        auth.MapGet("/passkeys", KeepPasskeys.List).WithName("listPasskeys").AllowSignedIn();
        auth.MapPost("/passkeys", AddPasskey.Handle).WithName("addPasskey").AllowSignedIn().ValidBody<AddPasskeyRequest, AddPasskeyRules>();
        auth.MapPost("/passkeys/options", AddPasskey.Ask).WithName("askForPasskey").AllowSignedIn()
            .ValidBody<AskForPasskeyRequest, AskForPasskeyRules>().Costs(10);
        auth.MapPost("/passkeys/sign-in", SignInWithPasskey.Handle).WithName("signInWithPasskey").AllowEverybody()
            .ValidBody<SignInWithPasskeyRequest, SignInWithPasskeyRules>().LimitedTo(60, "login");
        auth.MapPost("/passkeys/sign-in/options", SignInWithPasskey.Ask).WithName("askToSignInWithPasskey").AllowEverybody().LimitedTo(60, "login");
        auth.MapPut("/passkeys/{id}", KeepPasskeys.Rename).WithName("renamePasskey").AllowSignedIn().ValidBody<RenamePasskeyRequest, RenamePasskeyRules>();
        auth.MapDelete("/passkeys/{id}", KeepPasskeys.Remove).WithName("removePasskey").AllowSignedIn();
        auth.MapPut("/pin", SetPin.Own).WithName("setOwnPin").AllowSignedIn().ValidBody<SetOwnPinRequest, SetOwnPinRules>().Costs(10);
        auth.MapPost("/people/{id}/badge", KeepBadges.Give).WithName("giveBadge").Requires("devices:write")
            .ValidBody<GiveBadgeRequest, GiveBadgeRules>().Costs(10);
        auth.MapDelete("/people/{id}/badge", KeepBadges.Revoke).WithName("revokeBadge").Requires("devices:write");
        auth.MapPut("/people/{id}/pin", SetPin.Of).WithName("setPin").Requires("devices:write").ValidBody<SetPinRequest, SetPinRules>().Costs(10);
        auth.MapPost("/refresh", Refresh.Handle).WithName("refresh").AllowEverybody().ValidBody<RefreshRequest, RefreshRules>()
            .LimitedTo(120, "refresh");
        auth.MapGet("/sessions", ListSessions.Handle).WithName("listSessions").AllowSignedIn();
        auth.MapDelete("/sessions", RevokeOtherSessions.Handle).WithName("revokeOtherSessions").AllowSignedIn();
        auth.MapDelete("/sessions/{id}", RevokeSession.Handle).WithName("revokeSession").AllowSignedIn();
        auth.MapPost("/sign-up", SignUp.Handle).WithName("signUp").AllowEverybody().ValidBody<SignUpRequest, SignUpRules>()
            .LimitedTo(20, "sign-up");
    }
}
