using System.Text.Json;
using Olympus.Kernel.Events;
using Olympus.Kernel.Http;

namespace Olympus.Gateway.Live;

/// <summary>An event on its way to screens: read once, written once, however many look at it.</summary>
internal sealed class LiveFact
{
    private byte[]? _tail;

    public LiveFact(LoggedEvent e, EventReader reader)
    {
        var view = reader.View(e);
        (Type, AggregateType, AggregateId, Position, Cursor, Payload) = (e.Type, e.AggregateType, e.AggregateId, new(e.Xid, e.Seq), view.Cursor, view.Payload);
        Location = Member("location_id");
        Text = JsonSerializer.SerializeToUtf8Bytes(view, WireJson.Options);
    }

    public string Type { get; }

    public string AggregateType { get; }

    public Guid AggregateId { get; }

    /// <summary>Where it happened, if it says so.</summary>
    public Guid? Location { get; }

    public EventPosition Position { get; }

    public string Cursor { get; }

    /// <summary>The event as JSON, the same as <c>GET /api/v1/events</c> shows.</summary>
    public byte[] Text { get; }

    /// <summary>The end of a notification: <c>"cursor":"…","event":{…}}}</c>.</summary>
    public byte[] Tail => _tail ??= [.. "\"cursor\":\""u8, .. System.Text.Encoding.ASCII.GetBytes(Cursor), .. "\",\"event\":"u8, .. Text, .. "}}"u8];

    private JsonElement Payload { get; }

    /// <summary>A member of the payload that is an id.</summary>
    public Guid? Member(string name) =>
        Payload.ValueKind == JsonValueKind.Object && Payload.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String
            && member.TryGetGuid(out var id) ? id : null;
}
