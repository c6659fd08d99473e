using Microsoft.Extensions.DependencyInjection;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Kernel.Events;

/// <summary>In which forms a channel can be subscribed to.</summary>
public enum LiveForm
{
    /// <summary><c>name</c>: everything of the tenant that one may see.</summary>
    Tenant,

    /// <summary><c>name</c>, and <c>name:{location_id}</c> for one location.</summary>
    Location,

    /// <summary><c>name:{id}</c> alone, for one thing.</summary>
    Thing,
}

/// <summary>
/// Events that a module puts on a live channel. Several modules may fill one channel, each with its own permission. Who holds the permission sees an event
/// at the location that its payload names (<c>location_id</c>), or anywhere when it names none.
/// </summary>
/// <param name="Channel">Such as <c>orders</c>; lower-case letters.</param>
/// <param name="Form">The same for all sources of the channel.</param>
/// <param name="Permission">Null: only the user whom the event is about sees it, by its aggregate or its <c>user_id</c>.</param>
/// <param name="Types">Event types; none: all.</param>
public sealed record LiveSource(string Channel, LiveForm Form, string? Permission, params IReadOnlyList<string> Types)
{
    /// <summary>The permission must be held in the whole tenant.</summary>
    public bool InWholeTenant { get; init; }

    /// <summary>For <see cref="LiveForm.Thing"/>: the payload member by which other events name the thing, such as <c>order_id</c>.</summary>
    public string? NamedBy { get; init; }

    /// <summary>For <see cref="LiveForm.Thing"/>: rows of one uuid, the location at which the thing is; none when there is no such thing.</summary>
    public Func<Guid, Sql>? Where { get; init; }
}

public static class LiveSourceExtensions
{
    public static IServiceCollection AddLive(this IServiceCollection services, params ReadOnlySpan<LiveSource> sources)
    {
        foreach (var source in sources)
            services.AddSingleton(source);
        return services;
    }
}
