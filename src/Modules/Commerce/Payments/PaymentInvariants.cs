using Olympus.Kernel.Data;

namespace Olympus.Commerce.Payments;

/// <summary>The sums of a payment are the sums of what was asked and answered; refunds are never more than was captured, that never more than was promised.</summary>
internal sealed class SumsAreTheOperations : IInvariant
{
    private const string SumsDifferSql = """
        select 'payment ' || payment.id as subject,
            payment.status || ', captured ' || payment.captured_minor || ', refunding ' || payment.refunding_minor || ', refunded ' || payment.refunded_minor
            || ', tip ' || payment.tip_minor || ', of it refunded ' || payment.tip_refunded_minor
            || '; operations ' || coalesce(done.captured, 0) || ', ' || coalesce(done.refunding, 0) || ', ' || coalesce(done.refunded, 0)
            || ', ' || coalesce(done.tip, 0) || ', ' || coalesce(done.tip_refunded, 0) as detail
        from commerce.payments as payment
        left join (
            select payment_id,
                coalesce(sum(case kind when 'reverse' then -amount_minor else amount_minor end)
                    filter (where kind in ('sale', 'capture', 'reverse') and status = 'succeeded'), 0) as captured,
                coalesce(sum(amount_minor) filter (where kind in ('refund', 'reverse') and status = 'pending'), 0) as refunding,
                coalesce(sum(amount_minor) filter (where kind = 'refund' and status = 'succeeded'), 0) as refunded,
                coalesce(sum(tip_minor) filter (where kind in ('sale', 'capture') and status = 'succeeded'), 0) as tip,
                coalesce(sum(tip_minor) filter (where kind = 'refund' and status = 'succeeded'), 0) as tip_refunded,
                coalesce(sum(tip_minor) filter (where kind = 'reverse' and status = 'succeeded'), 0) as tip_reversed,
                count(*) filter (where kind in ('sale', 'authorize')) as beginnings,
                count(*) filter (where kind in ('sale', 'authorize') and status = 'pending') as waiting,
                count(*) filter (where kind = 'void' and status = 'succeeded') as voids,
                count(*) filter (where kind = 'reverse' and status = 'succeeded') as reversals
            from commerce.payment_operations
            group by payment_id
        ) as done on done.payment_id = payment.id
        where done.payment_id is null
            or (payment.captured_minor, payment.refunding_minor, payment.refunded_minor) <> (done.captured, done.refunding, done.refunded)
            or (payment.status in ('captured', 'reversed') and payment.tip_minor <> done.tip)
            or payment.tip_refunded_minor <> done.tip_refunded or payment.tip_refunded_minor > payment.tip_minor
            or (payment.status = 'reversed' and done.tip_reversed <> done.tip)
            or done.beginnings <> 1
            or (payment.status = 'pending') <> (done.waiting = 1)
            or (payment.status = 'voided') <> (done.voids = 1)
            or (payment.status = 'reversed') <> (done.reversals = 1)
            or payment.captured_minor > payment.authorized_minor
            or payment.refunding_minor + payment.refunded_minor > payment.captured_minor
        """;

    public string Name => "payments.sums_are_the_operations";

    public Sql Violations => new(SumsDifferSql);
}

/// <summary>What a payment took and gave back is what the log says of it.</summary>
internal sealed class SumsAgreeWithLog : IInvariant
{
    private const string LogDiffersSql = """
        select 'payment ' || coalesce(payment.id, logged.id) as subject,
            'captured ' || coalesce(payment.captured_minor, 0) || ', refunded ' || coalesce(payment.refunded_minor, 0) || '; log '
            || coalesce(logged.captured, 0) || ', ' || coalesce(logged.refunded, 0) || '; tip kept ' || coalesce(payment.kept, 0) || '; log '
            || coalesce(logged.kept, 0) as detail
        from (
            select id, captured_minor, refunded_minor, case status when 'captured' then tip_minor - tip_refunded_minor else 0 end as kept
            from commerce.payments
        ) as payment
        full join (
            select log.aggregate_id as id,
                coalesce(sum(
                    case log.type when 'commerce.payment.reversed' then -1 else 1 end * (log.payload -> 'amount' ->> 'amount')::bigint)
                    filter (where log.type in ('commerce.payment.captured', 'commerce.payment.reversed')), 0) as captured,
                coalesce(sum((log.payload -> 'amount' ->> 'amount')::bigint) filter (where log.type = 'commerce.payment.refunded'), 0) as refunded,
                coalesce(sum(
                    case log.type when 'commerce.payment.captured' then 1 else -1 end * (log.payload -> 'tip' ->> 'amount')::bigint), 0) as kept
            from events.log as log
            where log.type in ('commerce.payment.captured', 'commerce.payment.refunded', 'commerce.payment.reversed')
            group by log.aggregate_id
        ) as logged on logged.id = payment.id
        where payment.id is null
            or (payment.captured_minor, payment.refunded_minor, payment.kept)
                <> (coalesce(logged.captured, 0), coalesce(logged.refunded, 0), coalesce(logged.kept, 0))
        """;

    public string Name => "payments.sums_agree_with_log";

    public Sql Violations => new(LogDiffersSql);
}

/// <summary>An answer that was lost is fetched: nothing waits for one longer than an hour.</summary>
internal sealed class NothingIsStuck : IInvariant
{
    private const string StuckSql = """
        select 'payment ' || operation.payment_id as subject, operation.kind || ' waits for the gateway since ' || operation.created_at as detail
        from commerce.payment_operations as operation
        where operation.status = 'pending' and operation.created_at < now() - interval '1 hour'
        """;

    public string Name => "payments.nothing_is_stuck";

    public Sql Violations => new(StuckSql);
}
