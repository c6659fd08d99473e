using Olympus.Kernel.Data;

namespace Olympus.Analytics.Behaviour;

/// <summary>What every customer got back at every place is what the log says, as far as it was read. On which day it counts is a matter of the place's
/// clock of that time, which the projection alone knows.</summary>
internal sealed class CustomerRefundsAgreeWithLog : IInvariant
{
    private const string RefundsDifferSql = """
        with logged as (
            select (log.payload ->> 'customer_id')::uuid as customer_id, (log.payload ->> 'location_id')::uuid as location_id,
                log.payload -> 'amount' ->> 'currency' as currency, count(*) as refunds, sum((log.payload -> 'amount' ->> 'amount')::bigint) as refunded
            from events.log as log
            join events.positions as place on place.projection = $1 and place.shard = log.shard and (log.xid, log.seq) <= (place.xid, place.seq)
            where log.type = 'commerce.payment.refunded' and log.payload ->> 'customer_id' is not null
                and not exists (select from events.parked as parked where parked.projection = $1 and parked.event_id = log.id)
            group by 1, 2, 3
        ), kept as (
            select customer_id, location_id, currency, sum(refunds) as refunds, sum(refunded_minor) as refunded from analytics.customer_refunds group by 1, 2, 3
        )
        select 'customer ' || coalesce(kept.customer_id, logged.customer_id) || ' at ' || coalesce(kept.location_id, logged.location_id) as subject,
            'figures ' || coalesce(kept.refunds, 0) || ' refunds of ' || coalesce(kept.refunded, 0) || '; log ' || coalesce(logged.refunds, 0) || ' of '
            || coalesce(logged.refunded, 0) as detail
        from kept
        full join logged on logged.customer_id = kept.customer_id and logged.location_id = kept.location_id and logged.currency = kept.currency
        where (kept.refunds, kept.refunded) is distinct from (logged.refunds, logged.refunded)
        order by 1
        """;

    public string Name => "analytics.customer_refunds_agree_with_log";

    public Sql Violations => new(RefundsDifferSql, BehaviourFigures.ProjectionName);
}

/// <summary>How far the orders of every day came is what the log says, as far as it was read.</summary>
internal sealed class FunnelAgreesWithLog : IInvariant
{
    private const string FunnelDiffersSql = """
        with told as (
            select case when log.type in ('commerce.payment.captured', 'commerce.payment.reversed') then (log.payload ->> 'order_id')::uuid else log.aggregate_id end
                    as order_id, log.type,
                log.payload, log.xid, log.seq
            from events.log as log
            join events.positions as place on place.projection = $1 and place.shard = log.shard and (log.xid, log.seq) <= (place.xid, place.seq)
            where log.type in (
                    'commerce.order.created', 'commerce.order.updated', 'commerce.order.status_changed', 'commerce.order.cancelled', 'commerce.payment.captured',
                    'commerce.payment.reversed')
                and not exists (select from events.parked as parked where parked.projection = $1 and parked.event_id = log.id)
        ), orders as (
            select (min(payload ->> 'location_id') filter (where type = 'commerce.order.created'))::uuid as location_id,
                (min(payload ->> 'business_on') filter (where type = 'commerce.order.created'))::date as business_on,
                min(payload ->> 'source') filter (where type = 'commerce.order.created') as source,
                min(payload ->> 'channel') filter (where type = 'commerce.order.created') as channel,
                (array_agg(payload -> 'total' ->> 'amount' order by xid desc, seq desc) filter (where type in ('commerce.order.created', 'commerce.order.updated')))[1]::bigint
                    as gross,
                (array_agg(
                    case type
                        when 'commerce.order.created' then payload ->> 'status'
                        when 'commerce.order.cancelled' then case payload ->> 'from' when 'draft' then 'discarded' else 'cancelled' end
                        else payload ->> 'to'
                    end
                    order by xid desc, seq desc) filter (where type not in ('commerce.order.updated', 'commerce.payment.captured', 'commerce.payment.reversed')))[1] as status,
                coalesce(sum(case type when 'commerce.payment.reversed' then -1 else 1 end * (payload -> 'amount' ->> 'amount')::bigint)
                    filter (where type in ('commerce.payment.captured', 'commerce.payment.reversed')), 0) as captured
            from told
            group by order_id
        ), logged as (
            select location_id, business_on, source, channel, count(*) as begun, count(*) filter (where status not in ('draft', 'discarded')) as placed,
                count(*) filter (where status not in ('draft', 'discarded') and captured >= gross) as paid,
                count(*) filter (where status = 'completed') as completed,
                coalesce(sum(gross) filter (where status not in ('draft', 'discarded') and captured >= gross), 0) as paid_minor
            from orders
            where location_id is not null
            group by 1, 2, 3, 4
        ), kept as (
            select location_id, business_on, source, channel, sum(begun) as begun, sum(placed) as placed, sum(paid) as paid, sum(completed) as completed,
                sum(paid_minor) as paid_minor
            from analytics.funnel_days group by 1, 2, 3, 4
        )
        select 'location ' || coalesce(kept.location_id, logged.location_id) || ' on ' || coalesce(kept.business_on, logged.business_on) || ', '
            || coalesce(kept.source, logged.source) || ', ' || coalesce(kept.channel, logged.channel) as subject,
            'figures ' || coalesce(kept.begun, 0) || ' begun, ' || coalesce(kept.placed, 0) || ' placed, ' || coalesce(kept.paid, 0) || ' paid ('
            || coalesce(kept.paid_minor, 0) || '), ' || coalesce(kept.completed, 0) || ' completed; log ' || coalesce(logged.begun, 0) || ', '
            || coalesce(logged.placed, 0) || ', ' || coalesce(logged.paid, 0) || ' (' || coalesce(logged.paid_minor, 0) || '), '
            || coalesce(logged.completed, 0) as detail
        from kept
        full join logged on logged.location_id = kept.location_id and logged.business_on = kept.business_on and logged.source = kept.source
            and logged.channel = kept.channel
        where (kept.begun, kept.placed, kept.paid, kept.completed, kept.paid_minor)
            is distinct from (logged.begun, logged.placed, logged.paid, logged.completed, logged.paid_minor)
        order by 1
        """;

    public string Name => "analytics.funnel_agrees_with_log";

    public Sql Violations => new(FunnelDiffersSql, BehaviourFigures.ProjectionName);
}
