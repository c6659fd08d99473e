using Microsoft.Extensions.Configuration;
using Olympus.Gateway.Forwarding;
using Olympus.Host;
using Olympus.Kernel.Data;

namespace Olympus.Rules.Gateway;

public sealed class ChoosingRoles
{
    [Fact]
    public void Takes_all_when_nothing_is_said() => Topology.Parse(null).ShouldBe(ProcessRoles.All);

    [Theory]
    [InlineData("gateway", ProcessRoles.Gateway)]
    [InlineData("gateway,commerce", ProcessRoles.Gateway | ProcessRoles.Commerce)]
    [InlineData(" Worker , web,worker", ProcessRoles.Worker | ProcessRoles.Web)]
    public void Takes_those_that_are_named(string text, ProcessRoles roles) => Topology.Parse(text).ShouldBe(roles);

    [Theory]
    [InlineData("", "empty")]
    [InlineData(" , ", "empty")]
    [InlineData("gatway", "'gatway'")]
    [InlineData("all", "'all'")]
    [InlineData("gateway;commerce", "'gateway;commerce'")]
    [InlineData("1", "'1'")]
    public void Refuses_others_and_tells_which_there_are(string text, string told)
    {
        var no = Should.Throw<StartupException>(() => Topology.Parse(text)).Message;
        no.ShouldContain(told);
        no.ShouldContain("gateway, auth, platform, commerce, analytics, worker, web");
    }

    [Theory]
    [InlineData("/api/v1/orders", ProcessRoles.Commerce)]
    [InlineData("/api/v1/orders/1/payments", ProcessRoles.Commerce)]
    [InlineData("/API/V1/Orders", ProcessRoles.Commerce)]
    [InlineData("/api/v1/auth/login", ProcessRoles.Auth)]
    [InlineData("/.well-known/jwks.json", ProcessRoles.Auth)]
    [InlineData("/api/v1/tenant", ProcessRoles.Platform)]
    [InlineData("/api/v1/analytics/sales", ProcessRoles.Analytics)]
    [InlineData("/api/v1/ordersheets", ProcessRoles.Gateway)]
    [InlineData("/ws", ProcessRoles.Gateway)]
    [InlineData("/", ProcessRoles.Gateway)]
    public void Gives_each_path_to_one(string path, ProcessRoles role) => Topology.Of(path).ShouldBe(role);

    [Theory]
    [InlineData(null, "Olympus__Services__commerce")]
    [InlineData(" ", "Olympus__Services__commerce")]
    [InlineData("http://a:1,", "''")]
    [InlineData("commerce:8080", "'commerce:8080'")]
    [InlineData("http://a:1/api", "'http://a:1/api'")]
    [InlineData("ftp://a", "'ftp://a'")]
    [InlineData("http://user:secret@a", "Olympus__Services__commerce")]
    public void Wants_to_know_where_the_others_run(string? text, string told) =>
        Should.Throw<StartupException>(() => Service(text)).Message.ShouldContain(told);

    [Fact]
    public void Knows_several_addresses_of_one_service() =>
        Service("http://a:1, https://b ,http://a:1").Addresses.ShouldBe([new Uri("http://a:1"), new Uri("https://b")]);

    private static Elsewhere Service(string? text) => Elsewhere.From(
        new ConfigurationBuilder().AddInMemoryCollection([new("Olympus:Services:commerce", text)]).Build(), "commerce", ["/api/v1/orders"]);
}
