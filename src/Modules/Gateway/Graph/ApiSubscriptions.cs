using System.Text.Json;
using Olympus.Gateway.Live;
using Olympus.GraphQL.Execution;
using Olympus.GraphQL.Types;
using Olympus.Kernel.Events;

namespace Olympus.Gateway.Graph;

/// <summary>
/// What happens, as subscriptions: the live channels, each answer with its cursor, the event, and the thing as it is now, read by its use case.
/// </summary>
/// <param name="types">The wire types.</param>
/// <param name="output">The type of an answer of the API, by the name of its operation.</param>
/// <param name="read">A use case that reads, as a field.</param>
internal sealed class ApiSubscriptions(ApiTypes types, Func<string, string> output, Func<string, EndpointInput, ResolveContext, ValueTask<object?>> read)
{
    private const int MostVariants = 100;

    private static InputValue After => new("after", "String") { Description = "The cursor of the last answer: what came behind it is told first." };
    private static InputValue AtLocation => new("locationId", "ID") { Description = "Only what happens there." };

    public IEnumerable<NamedType> Types()
    {
        yield return new EnumType("LiveStep", [
            new EnumValue("BEGUN", LiveStep.Begun) { Description = "The subscription looks from `cursor` on; nothing has happened yet." },
            new EnumValue("HAPPENED", LiveStep.Happened) { Description = "`event` happened." },
            new EnumValue("RESYNC", LiveStep.Resync) { Description = "What was missed cannot be told: read the state anew; events go on from `cursor`." },
        ])
        { Description = "What an answer of a subscription is about." };
        yield return Moment("OrderChange", "What happened to orders and their payments.", new Field("order", output("getOrder"))
        {
            Description = "The order as it is now.",
            Resolve = context => Thing(context, "getOrder", "order", "order_id"),
        });
        yield return Moment("ProductChange", "What happened to the catalogue.", new Field("product", output("getProduct"))
        {
            Description = "The product as it is now, where the event is about one.",
            Resolve = context => Thing(context, "getProduct", "product", "product_id"),
        });
        yield return Moment("StockChange", "What happened to stock.", new Field("stock", $"[{types.OutputNamed("StockView")}!]")
        {
            Description = "What the event is about, as it is now.",
            Cost = 5,
            Resolve = Stock,
        });
        yield return Moment("DashboardChange", "The figures are others now.", new Field("dashboard", output("getDashboard"))
        {
            Description = "As they are now, today, where the subscription looks.",
            Cost = 10,
            Resolve = context => read("getDashboard", Place(context), context),
        });
        yield return Moment("EventSeen", "What happened.");
        yield return new ObjectType("Subscription", [
            Follows("orderUpdated", "OrderChange", "Orders and their payments.", context => OrderChannel(context.Arguments), AtLocation, new InputValue("orderId", "ID") { Description = "Only this order." }),
            Follows("productUpdated", "ProductChange", "Products, prices, availability, categories, tax rates.", _ => ("catalog", null)),
            Follows("stockChanged", "StockChange", "Stock and what is held of it.", context => (At("stock", context.Arguments), null), AtLocation),
            new Field("dashboardChanged", "DashboardChange!")
            {
                Description = "Whenever the day's figures may have changed. What happens while an answer is on its way is told by one answer.",
                Arguments = [AtLocation, After],
                Subscribe = async context =>
                {
                    var location = context.Arguments.Get<string>("locationId");
                    return (await Open(context, At("dashboard", context.Arguments), null, onlyLatest: true)).Select(moment => moment with { At = location });
                },
                Resolve = context => ValueTask.FromResult(context.Source),
            },
            Follows("events", "EventSeen", "Everything, or what is of these types; for those who may read the whole log.",
                context => ("events", Channels.WholeLog(
                    context.State<GraphCaller>().Principal, EventStream.Types(context.Arguments.List<string>("types") is { } types ? string.Join(',', types) : null))),
                new InputValue("types", "[String!]") { Description = "Event types, such as `commerce.order.created`." }),
        ])
        { Description = "What happens, as it happens. Each answer has a cursor; send the last one as `after` and nothing is missed." };
    }

    private ObjectType Moment(string name, string about, params Field[] more) => new(name, [
        Field.Of<GraphMoment>("step", "LiveStep!", moment => moment.Step),
        Field.Of<GraphMoment>("cursor", "String!", moment => moment.Cursor),
        Field.Of<GraphMoment>("resync", "String", moment => moment.Reason),
        Field.Of<GraphMoment>("event", types.OutputNamed("EventView"), moment => moment.Event),
        .. more,
    ])
    { Description = about };

    private static Field Follows(string name, string type, string about, Func<ResolveContext, (string Channel, Audience? Audience)> where, params InputValue[] arguments) =>
        new(name, type + "!")
        {
            Description = about,
            Arguments = [.. arguments, After],
            Subscribe = async context =>
            {
                var (channel, audience) = where(context);
                return await Open(context, channel, audience);
            },
            Resolve = context => ValueTask.FromResult(context.Source),
        };

    private static Task<IAsyncEnumerable<GraphMoment>> Open(ResolveContext context, string channel, Audience? audience, bool onlyLatest = false) =>
        context.State<GraphCaller>().Socket!.Follow(channel, audience, context.Arguments.Get<string>("after"), onlyLatest, context.Cancelled);

    private static (string, Audience?) OrderChannel(InputValues given) => (given.Get<string>("orderId"), given.Get<string>("locationId")) switch
    {
        (not null, not null) => throw new GraphQLException("Name an order or a location, not both.", "request.parameter_invalid"),
        ({ } order, null) => ($"order:{order}", null),
        _ => (At("orders", given), null),
    };

    private static string At(string channel, InputValues given) => given.Get<string>("locationId") is { } location ? $"{channel}:{location}" : channel;

    private static EndpointInput Place(ResolveContext context)
    {
        var place = new EndpointInput();
        return ((GraphMoment)context.Source!).At is { } location ? place.Add("location_id", location) : place;
    }

    private ValueTask<object?> Thing(ResolveContext context, string operation, string aggregate, string member)
    {
        var fact = ((GraphMoment)context.Source!).Fact;
        return (fact?.AggregateType == aggregate ? fact.AggregateId : fact?.Member(member)) is { } id
            ? read(operation, new EndpointInput().Add("id", id.ToString()), context)
            : ValueTask.FromResult<object?>(null);
    }

    private async ValueTask<object?> Stock(ResolveContext context)
    {
        var moment = (GraphMoment)context.Source!;
        if (moment.Payload is not { } payload || moment.Fact?.Location is not { } location)
            return null;
        var variants = payload.TryGetProperty("items", out var items)
            ? [.. items.EnumerateArray().Select(item => item.GetProperty("variant_id").GetGuid()).Distinct()]
            : moment.Fact.Member("variant_id") is { } one ? new[] { one } : [];
        var found = new List<object?>();
        foreach (var some in variants.Chunk(MostVariants))
        {
            var page = (JsonElement)(await read("listStock", new EndpointInput().Add("location_id", location.ToString()).Add("variant_ids", string.Join(',', some)), context))!;
            found.AddRange(page.GetProperty("data").EnumerateArray().Select(ApiTypes.Plain));
        }

        return found.ToArray();
    }
}
