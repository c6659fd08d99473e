using Olympus.Kernel.Data;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Orders;

/// <summary>An order costs what its lines cost, and every tax on it stands on a line.</summary>
internal sealed class TotalIsSumOfLines : IInvariant
{
    private const string TotalsDifferSql = """
        select 'order ' || orders.id as subject,
            'net ' || orders.net_minor || ', tax ' || orders.tax_minor || ', total ' || orders.total_minor || ', list ' || orders.list_minor
            || ', discount ' || orders.discount_minor || '; lines ' || coalesce(lines.net, 0) || ', ' || coalesce(lines.tax, 0) || ', '
            || coalesce(lines.gross, 0) || ', ' || coalesce(lines.list, 0) || ', ' || coalesce(lines.discount, 0) as detail
        from commerce.orders
        left join (
            select order_id, sum(net_minor) as net, sum(tax_minor) as tax, sum(gross_minor) as gross, sum(list_minor) as list,
                sum(line_discount_minor + order_discount_minor) as discount, sum(rounding_minor) as rounding
            from commerce.order_lines
            group by order_id
        ) as lines on lines.order_id = orders.id
        where lines.order_id is null
            or (orders.net_minor, orders.tax_minor, orders.total_minor, orders.list_minor, orders.discount_minor, orders.rounding_minor)
                <> (lines.net, lines.tax, lines.gross, lines.list, lines.discount, lines.rounding)
        """;

    public string Name => "orders.total_is_sum_of_lines";

    public Sql Violations => new(TotalsDifferSql);
}

/// <summary>List price less discounts is what is charged: gross where prices include tax, net where they do not.</summary>
internal sealed class LinesAddUp : IInvariant
{
    private const string LinesDifferSql = """
        select 'order ' || line.order_id || ' line ' || line.position as subject,
            'list ' || line.list_minor || ' - ' || (line.line_discount_minor + line.order_discount_minor) || ' + ' || line.rounding_minor
            || ' is not ' || case orders.price_mode when 'inclusive' then line.gross_minor else line.net_minor end as detail
        from commerce.order_lines as line
        join commerce.orders on orders.tenant_id = line.tenant_id and orders.id = line.order_id
        where line.list_minor - line.line_discount_minor - line.order_discount_minor + line.rounding_minor
            <> case orders.price_mode when 'inclusive' then line.gross_minor else line.net_minor end
        """;

    public string Name => "orders.lines_add_up";

    public Sql Violations => new(LinesDifferSql);
}

/// <summary>What was taken off by hand is what stands on the lines: each line's own discounts, and the order's spread over all of them.</summary>
internal sealed class DiscountsAddUp : IInvariant
{
    private const string DiscountsDifferSql = """
        with granted as (
            select order_id, line_id, sum(off_minor)::bigint as off from commerce.order_discounts group by order_id, line_id
        ), taken as (
            select order_id, id as line_id, line_discount_minor as off from commerce.order_lines where line_discount_minor <> 0
            union all
            select order_id, null, sum(order_discount_minor)::bigint from commerce.order_lines group by order_id having sum(order_discount_minor) <> 0
        )
        select 'order ' || coalesce(granted.order_id, taken.order_id) as subject,
            'granted ' || coalesce(granted.off, 0) || ', taken off ' || coalesce(taken.off, 0) as detail
        from granted
        full join taken on taken.order_id = granted.order_id and coalesce(taken.line_id, taken.order_id) = coalesce(granted.line_id, granted.order_id)
        where coalesce(granted.off, 0) <> coalesce(taken.off, 0)
        """;

    public string Name => "orders.discounts_add_up";

    public Sql Violations => new(DiscountsDifferSql);
}

/// <summary>The orders of a location are numbered 1, 2, 3 … and the counter stands at the last one.</summary>
internal sealed class NumbersHaveNoGaps : IInvariant
{
    private const string NumberGapsSql = """
        select 'location ' || coalesce(counter.location_id, orders.location_id) as subject,
            coalesce(orders.count, 0) || ' orders from ' || coalesce(orders.first, 0) || ' to ' || coalesce(orders.last, 0)
            || ', counter at ' || coalesce(counter.last_number, 0) as detail
        from commerce.order_numbers as counter
        full join (
            select location_id, count(*) as count, min(number) as first, max(number) as last from commerce.orders group by location_id
        ) as orders on orders.location_id = counter.location_id
        where (orders.first, orders.last, orders.count) is distinct from (1::bigint, counter.last_number, counter.last_number)
        """;

    public string Name => "orders.numbers_have_no_gaps";

    public Sql Violations => new(NumberGapsSql);
}

/// <summary>Every order was created once and came to its status by moves that the state machine has, each starting where the one before ended.</summary>
internal sealed class PathsAreLegal : IInvariant
{
    private const string IllegalPathsSql = """
        with steps as (
            select log.aggregate_id as order_id, log.type, log.xid, log.seq,
                case log.type when 'commerce.order.created' then null else log.payload ->> 'from' end as began,
                case log.type
                    when 'commerce.order.created' then log.payload ->> 'status'
                    when 'commerce.order.cancelled' then 'cancelled'
                    else log.payload ->> 'to'
                end as ended,
                case when log.payload ->> 'undone' = 'true' then ' undone' else '' end as undone
            from events.log as log
            where log.type in ('commerce.order.created', 'commerce.order.status_changed', 'commerce.order.cancelled')
        ), path as (
            select order_id, type, began, ended, undone,
                lag(ended) over (partition by order_id order by xid, seq) as stood,
                row_number() over (partition by order_id order by xid desc, seq desc) as from_end,
                count(*) filter (where type = 'commerce.order.created') over (partition by order_id) as created
            from steps
        )
        select 'order ' || coalesce(orders.id, path.order_id) as subject,
            case
                when orders.id is null then 'is in the log only'
                when path.order_id is null then 'is not in the log'
                when path.created <> 1 then 'was created ' || path.created || ' times'
                when path.from_end = 1 and path.ended <> orders.status then 'is ' || orders.status || ', its last event says ' || path.ended
                else 'went from ' || coalesce(path.began, 'nothing') || ' to ' || path.ended || ' when it stood at ' || coalesce(path.stood, 'nothing')
            end as detail
        from commerce.orders
        full join path on path.order_id = orders.id
        where orders.id is null or path.order_id is null or path.created <> 1
            or path.from_end = 1 and path.ended <> orders.status
            or path.began is distinct from path.stood
            or path.began is not null and orders.channel || ' ' || path.began || ' ' || path.ended || path.undone <> all($1::text[])
        """;

    public string Name => "orders.paths_are_legal";

    public Sql Violations => new(IllegalPathsSql, (object)Moves());

    /// <summary>Every move of the state machine as <c>channel from to</c>, and those that may be undone.</summary>
    private static string[] Moves() =>
    [
        .. from channel in Enum.GetValues<OrderChannel>()
           from status in Enum.GetValues<OrderStatus>()
           from next in OrderStates.After(status, channel)
           let move = (Way: WireName.Of(channel), From: WireName.Of(status), To: WireName.Of(next))
           from path in OrderMoves.MayUndo(status, next)
               ? [$"{move.Way} {move.From} {move.To}", $"{move.Way} {move.To} {move.From} undone"]
               : new[] { $"{move.Way} {move.From} {move.To}" }
           select path,
    ];
}

/// <summary>What an order says was paid and given back is what the log says of its payments, and never more than its total.</summary>
internal sealed class PaymentsAgreeWithLog : IInvariant
{
    private const string PaymentsDifferSql = """
        select 'order ' || coalesce(orders.id, logged.order_id) as subject,
            'total ' || coalesce(orders.total_minor, 0) || ', captured ' || coalesce(orders.captured_minor, 0) || ', refunded '
            || coalesce(orders.refunded_minor, 0) || '; log ' || coalesce(logged.captured, 0) || ', ' || coalesce(logged.refunded, 0) as detail
        from commerce.orders
        full join (
            select (log.payload ->> 'order_id')::uuid as order_id,
                coalesce(sum(
                    case log.type when 'commerce.payment.reversed' then -1 else 1 end * (log.payload -> 'amount' ->> 'amount')::bigint)
                    filter (where log.type in ('commerce.payment.captured', 'commerce.payment.reversed')), 0) as captured,
                coalesce(sum((log.payload -> 'amount' ->> 'amount')::bigint) filter (where log.type = 'commerce.payment.refunded'), 0) as refunded
            from events.log as log
            where log.type in ('commerce.payment.captured', 'commerce.payment.refunded', 'commerce.payment.reversed')
            group by 1
        ) as logged on logged.order_id = orders.id
        where orders.id is null
            or (orders.captured_minor, orders.refunded_minor) <> (coalesce(logged.captured, 0), coalesce(logged.refunded, 0))
            or orders.pending_minor + orders.authorized_minor + orders.captured_minor > orders.total_minor
            or orders.refunded_minor > orders.captured_minor
        """;

    public string Name => "orders.payments_agree_with_log";

    public Sql Violations => new(PaymentsDifferSql);
}

/// <summary>What the goods of a line had cost is what the log said of it last.</summary>
internal sealed class CostsAgreeWithLog : IInvariant
{
    private const string CostsDifferSql = """
        with told as (
            select distinct on (log.aggregate_id) log.aggregate_id as order_id, log.payload
            from events.log as log
            where log.type = 'commerce.order.costed'
            order by log.aggregate_id, log.xid desc, log.seq desc
        ), logged as (
            select told.order_id, line.line_id, (line.unit_cost ->> 'amount')::bigint as cost
            from told
            cross join lateral jsonb_to_recordset(told.payload -> 'lines') as line (line_id uuid, unit_cost jsonb)
        ), booked as (
            select order_id, id as line_id, unit_cost_minor as cost from commerce.order_lines where unit_cost_minor is not null
        )
        select 'order ' || coalesce(booked.order_id, logged.order_id) || ' line ' || coalesce(booked.line_id, logged.line_id) as subject,
            'cost ' || coalesce(booked.cost::text, 'unknown') || '; log ' || coalesce(logged.cost::text, 'unknown') as detail
        from booked
        full join logged on logged.order_id = booked.order_id and logged.line_id = booked.line_id
        where booked.cost is distinct from logged.cost
        """;

    public string Name => "orders.costs_agree_with_log";

    public Sql Violations => new(CostsDifferSql);
}
