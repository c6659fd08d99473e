using System.Text.Json;
using FluentValidation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Olympus.Contracts.Catalog;
using Olympus.Contracts.Inventory;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Capacity;
using Olympus.Kernel.Data;
using Olympus.Kernel.Events;
using Olympus.Kernel.Http;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Inventory;

/// <summary>Stock to keep for somebody for a while: a cart, a customer on the phone.</summary>
/// <param name="TtlSeconds">For how long, up to a day.</param>
/// <param name="ReferenceKind">What it is for, such as <c>cart</c>; with <c>reference_id</c>.</param>
public sealed record PlaceHoldRequest(
    Id<Location> LocationId, IReadOnlyList<HoldItemRequest> Items, int TtlSeconds = 900, string? ReferenceKind = null, Guid? ReferenceId = null);

/// <param name="Quantity">Units. Several items for one variant are added up.</param>
public sealed record HoldItemRequest(Id<Variant> VariantId, long Quantity);

/// <summary>Stock that is kept for somebody.</summary>
/// <param name="State"><c>held</c>, <c>committed</c> (taken for good), <c>released</c> or <c>expired</c>.</param>
public sealed record HoldView(
    Id<StockHold> Id, Id<Location> LocationId, string State, DateTimeOffset ExpiresAt, string ReferenceKind, Guid ReferenceId, IReadOnlyList<HeldItemView> Items);

/// <summary>So many units of one variant.</summary>
public sealed record HeldItemView(Id<Variant> VariantId, long Quantity);

public sealed class PlaceHoldRules : AbstractValidator<PlaceHoldRequest>
{
    public PlaceHoldRules()
    {
        RuleFor(hold => hold.Items).AreItems();
        RuleForEach(hold => hold.Items).ChildRules(item => item.RuleFor(one => one.Quantity).InclusiveBetween(1, StockRules.LargestQuantity));
        RuleFor(hold => hold.TtlSeconds).InclusiveBetween(1, 86_400);
        RuleFor(hold => hold.ReferenceKind).Matches("^[a-z][a-z_]{0,39}$").When(hold => hold.ReferenceKind is not null);
        RuleFor(hold => hold).Must(hold => hold.ReferenceKind is null == hold.ReferenceId is null).OverridePropertyName("ReferenceId")
            .WithErrorCode("reference").WithMessage("Send reference_kind and reference_id together.");
    }
}

/// <summary>Keeps stock for somebody, and ends that.</summary>
public static class StockHolds
{
    private const string InsertHoldSql = """
        insert into inventory.holds (id, location_id, reference_kind, reference_id, expires_at)
        values ($1, $2, $3, $4, $5)
        """;

    private const string HoldSql = """
        select hold.id, hold.location_id, case when hold.state = 'held' and hold.expires_at <= $2 then 'expired' else hold.state end as state,
            hold.expires_at, hold.reference_kind, hold.reference_id,
            coalesce((
                select json_agg(json_build_object('variant_id', item.variant_id, 'quantity', kept.quantity) order by item.variant_id)
                from capacity.holds as kept
                join inventory.stock_items as item on item.id = kept.pool_id
                where kept.id = hold.id), '[]')::text as items
        from inventory.holds as hold
        where hold.id = $1
        """;

    private const string EndHoldSql = "update inventory.holds set state = $2 where id = $1 and state = 'held'";

    /// <summary>Keeps all of it or nothing. Refuses 409 <c>inventory.insufficient_stock</c> with what is missing, 409
    /// <c>inventory.not_tracked</c>, 404 <c>inventory.variants_unknown</c>.</summary>
    /// <remarks>Appends <c>inventory.hold.placed</c>. When its time is over the stock is free again at once, and
    /// <c>inventory.hold.expired</c> follows.</remarks>
    public static async Task<Created<HoldView>> Place(
        PlaceHoldRequest body, Principal principal, TenantDb db, ILocations locations, IOffers offers, CancellationToken ct)
    {
        principal.Demand("inventory:hold", body.LocationId);
        var view = await db.Write(tx => Place(tx, body, locations, offers), ct);
        return TypedResults.Created($"/api/v1/inventory/holds/{view.Id}", view);
    }

    private static async Task<HoldView> Place(Tx tx, PlaceHoldRequest body, ILocations locations, IOffers offers)
    {
        var id = Id<StockHold>.New(tx.Now);
        var expires = tx.Now.AddSeconds(body.TtlSeconds);
        var reference = new StockReference(body.ReferenceKind ?? "hold", body.ReferenceId ?? id.Value);
        var variants = StockLedger.PoolsOf(body.LocationId, body.Items.Select(item => item.VariantId));
        var demands = StockLedger.Sum(body.Items.Select(item => new Demand(StockLedger.PoolOf(body.LocationId, item.VariantId), item.Quantity)));

        StockRules.Demand(tx, locations, offers, body.LocationId, variants.Values);
        tx.Enqueue(new(InsertHoldSql, id, body.LocationId, reference.Kind, reference.Id, expires));
        Holds.Place(tx, new(id.Value), demands, expires, StockLedger.Refuse(variants), _ => { });
        StockLedger.Level(tx, [.. variants.Keys]);
        tx.AskFor(ExpireHold.EffectKind, new ExpireHold.Asked(id), expires);
        tx.Append(new StockHoldPlaced(
            id, body.LocationId, reference.Kind, reference.Id, expires,
            demands.ConvertAll(demand => new StockPromise(variants[demand.PoolId], demand.Quantity))));
        return (await Find(tx, id))!;
    }

    /// <summary>Reads a hold.</summary>
    public static async Task<HoldView> Get(Id<StockHold> id, Principal principal, TenantDb db, TimeProvider clock, CancellationToken ct) =>
        Seen(await db.First<HoldView>(new(HoldSql, id, clock.GetUtcNow()), ct), principal, "inventory:read");

    /// <summary>Takes what is kept for good. A second time changes nothing. Refuses 409 <c>capacity.hold_ended</c> when it was released or its time is over.</summary>
    /// <remarks>Appends <c>inventory.hold.committed</c> and <c>inventory.stock.taken</c>.</remarks>
    public static Task<HoldView> Commit(Id<StockHold> id, Principal principal, TenantDb db, CancellationToken ct) => db.Write(
        async tx =>
        {
            var hold = Seen(await Find(tx, id), principal, "inventory:hold");
            List<PoolChange> changes = [];
            Holds.Commit(tx, new(id.Value), changes.AddRange);
            await tx.Flush();
            if (changes.Count == 0)
                return hold;
            var variants = StockLedger.PoolsOf(hold.LocationId, hold.Items.Select(item => item.VariantId));
            tx.Enqueue(new(EndHoldSql, id, "committed"));
            StockLedger.Record(
                tx, changes.ConvertAll(change => new Demand(change.PoolId, change.Quantity)), "sold", new StockReference(hold.ReferenceKind, hold.ReferenceId));
            tx.Append(new StockHoldCommitted(id, hold.LocationId));
            tx.Append(new StockTaken(hold.LocationId, hold.ReferenceKind, hold.ReferenceId, StockLedger.Changes(variants, changes)));
            return (await Find(tx, id))!;
        },
        ct);

    /// <summary>Gives up what is kept. A second time changes nothing. Refuses 409 <c>capacity.hold_ended</c> when it was taken for good.</summary>
    /// <remarks>Appends <c>inventory.hold.released</c>.</remarks>
    public static async Task<NoContent> Release(Id<StockHold> id, Principal principal, TenantDb db, CancellationToken ct)
    {
        await db.Write(
            async tx =>
            {
                var hold = Seen(await Find(tx, id), principal, "inventory:hold");
                List<PoolChange> changes = [];
                Holds.Release(tx, new(id.Value), changes.AddRange);
                await tx.Flush();
                if (changes.Count == 0)
                    return;
                tx.Enqueue(new(EndHoldSql, id, "released"));
                StockLedger.Level(tx, changes.ConvertAll(change => change.PoolId));
                tx.Append(new StockHoldReleased(id, hold.LocationId));
            },
            ct);
        return TypedResults.NoContent();
    }

    /// <summary>Says that the time of a hold is over, if it is.</summary>
    internal static async Task Expire(Tx tx, Id<StockHold> id)
    {
        if (await Find(tx, id) is not { State: "expired" } hold || await tx.Execute(new(EndHoldSql, id, "expired")) == 0)
            return;
        var pools = hold.Items.Select(item => StockLedger.PoolOf(hold.LocationId, item.VariantId)).ToArray();
        Holds.Expire(tx, pools, _ => { });
        StockLedger.Level(tx, pools);
        tx.Append(new StockHoldExpired(id, hold.LocationId));
    }

    private static Task<HoldView?> Find(Tx tx, Id<StockHold> id) => tx.First<HoldView>(new(HoldSql, id, tx.Now));

    private static HoldView Seen(HoldView? hold, Principal principal, string permission)
    {
        // At another location it must look like one that does not exist.
        if (hold is null || !principal.Can("inventory:read", hold.LocationId))
            throw AccessRefusals.NotFound.AsException();
        principal.Demand(permission, hold.LocationId);
        return hold;
    }
}

/// <summary>Tells that a hold is over, at the time it said.</summary>
internal sealed class ExpireHold : IEffect
{
    public const string EffectKind = "inventory.hold.expire";

    internal sealed record Asked(Id<StockHold> HoldId);

    public string Kind => EffectKind;

    public Task Run(Guid id, string payload, TenantDb db, CancellationToken ct) =>
        db.Write(tx => StockHolds.Expire(tx, JsonSerializer.Deserialize<Asked>(payload, WireJson.Options)!.HoldId), ct);
}
