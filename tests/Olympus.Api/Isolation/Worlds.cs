namespace Olympus.Api.Isolation;

/// <summary>Two tenants for each operation; what only reads shares its two. One of these for each class of tests: answers tell how much of a rate limit is left.</summary>
internal sealed class Worlds
{
    private readonly Lock _making = new();
    private Task<(World Mine, World Theirs)>? _readOnly;

    public Task<(World Mine, World Theirs)> For(Operation operation, Server server)
    {
        if (operation.Method != HttpMethod.Get)
            return Two(server);
        lock (_making)
            return _readOnly ??= Two(server);
    }

    private static async Task<(World Mine, World Theirs)> Two(Server server) => (await World.Make(server), await World.Make(server));
}
