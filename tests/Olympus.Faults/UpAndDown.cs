using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Olympus.Faults;

/// <summary>What <c>./olympus up</c> starts, it keeps running and takes away again, whichever way it ends.</summary>
public sealed class UpAndDown
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Split_brings_back_a_service_that_died_and_leaves_no_process_behind()
    {
        await using var door = new Door();
        await door.Run("up", "--topology", "split", "--no-demo", "--detach", "--port", $"{door.Port}");
        var services = (await door.Client.GetFromJsonAsync<JsonNode>("/health/services", Ct))!["data"]!.AsArray();
        services.Select(service => service!["name"]!.ToString()).Order(StringComparer.Ordinal).ShouldBe(["analytics", "auth", "commerce", "platform"]);
        services.ShouldAllBe(service => service!["is_available"]!.GetValue<bool>());
        door.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await SignUp(door));
        (await door.Ask("/api/v1/products")).ShouldBe(HttpStatusCode.OK);

        foreach (var roles in new[] { "commerce", "worker" })
        {
            var before = door.With(roles);
            Door.Kill(before);
            await Door.Until(
                () => Task.FromResult(door.Processes.Any(process => process.Command.Contains($"--roles {roles} ", StringComparison.Ordinal) && process.Id != before)),
                () => $"{roles} was not started again");
            (await door.Ask("/api/v1/tenant")).ShouldBe(HttpStatusCode.OK, "nobody else suffers");
        }

        await door.UntilItAnswers("/api/v1/products");
        (await door.Run("down")).ShouldContain("Stopped.");
        await door.MustBeGone();

        // A gateway that dies takes the others with it; what is left of the database ends with 'down'.
        await door.Run("up", "--topology", "split", "--no-demo", "--detach", "--port", $"{door.Port}");
        (await door.Ask("/api/v1/products")).ShouldBe(HttpStatusCode.OK);
        Door.Kill(int.Parse(await File.ReadAllTextAsync(Path.Combine(door.State, "server.pid"), Ct)));
        await Door.Until(
            () => Task.FromResult(!door.Processes.Any(process => process.Command.Contains("--roles", StringComparison.Ordinal))),
            () => $"outlived the gateway: {string.Join('\n', door.Processes)}");
        (await door.Run("down")).ShouldContain("Stopped.");
        await door.MustBeGone();
    }

    [Theory]
    [InlineData("--redis")]
    [InlineData("--topology split")]
    public async Task On_a_terminal_ends_with_Ctrl_C_and_leaves_no_process_behind(string options)
    {
        await using var door = new Door();
        using var terminal = door.UpOnATerminal("--no-demo", options);
        await Door.Until(() => Task.FromResult(terminal.Screen.Contains("Olympus is ready at", StringComparison.Ordinal)), () => terminal.Screen);
        (await door.Ask("/health/ready")).ShouldBe(HttpStatusCode.OK);
        if (options == "--redis")
        {
            await door.UntilItAnswers("/health/redis");
            (await File.ReadAllTextAsync(Path.Combine(door.State, "redis.url"), Ct)).ShouldStartWith("redis://:");
            door.Processes.ShouldContain(process => process.Command.StartsWith("redis-server", StringComparison.Ordinal));
            door.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await SignUp(door));
            (await door.Ask("/api/v1/products")).ShouldBe(HttpStatusCode.OK);
        }

        (await terminal.Interrupt()).ShouldBe(0, terminal.Screen);
        await door.MustBeGone();
    }

    private static async Task<string> SignUp(Door door)
    {
        using var answer = await door.Client.PostAsJsonAsync("/api/v1/auth/sign-up", Merchant.Stall($"d-{Guid.NewGuid():N}"[..20]), Ct);
        var text = await answer.Content.ReadAsStringAsync(Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, text);
        return JsonNode.Parse(text)!["access_token"]!.ToString();
    }
}
