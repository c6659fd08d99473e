namespace Olympus.Analytics.Asking;

internal static partial class FactTables
{
    private const string SumDaysSql = """
        select cell.bucket, case when $9 then cell.location_id end as location_id, case when $10 then cell.currency end as currency,
            case when $11 then extract(isodow from cell.on_day)::int end as weekday, case when $12 then cell.source end as source,
            case when $13 then cell.channel end as channel, case when $14 then cell.staff end as staff,
            cell.less, array[
                sum(cell.orders), sum(cell.completed), sum(cell.cancelled), sum(cell.units), sum(cell.net_minor), sum(cell.tax_minor),
                sum(cell.gross_minor), sum(cell.discount_minor), sum(cell.refunds), sum(cell.refunded_minor), sum(cell.returned_units),
                sum(cell.returned_net_minor), sum(cell.returned_gross_minor)]::bigint[] as figures
        from (
            select wanted.bucket, wanted.less, day.location_id, day.business_on as on_day, day.currency, day.source, day.channel, day.staff, day.orders, day.completed, day.cancelled, day.units, day.net_minor, day.tax_minor,
                day.gross_minor, day.discount_minor, day.refunds, day.refunded_minor, day.returned_units,
                day.returned_net_minor, day.returned_gross_minor
            from unnest($1::uuid[], $2::int[], $3::date[], $4::date[], $19::bool[]) as wanted (location_id, bucket, from_on, to_on, less)
            join analytics.trade_days as day on day.location_id = wanted.location_id and day.business_on between wanted.from_on and wanted.to_on
            union all
            select wanted.bucket, false, month.location_id, month.month_on, month.currency, month.source, month.channel, month.staff, month.orders, month.completed, month.cancelled, month.units, month.net_minor, month.tax_minor,
                month.gross_minor, month.discount_minor, month.refunds, month.refunded_minor, month.returned_units,
                month.returned_net_minor, month.returned_gross_minor
            from unnest($5::uuid[], $6::int[], $7::date[], $8::date[]) as wanted (location_id, bucket, from_on, to_on)
            join analytics.trade_months as month on month.location_id = wanted.location_id and month.month_on between wanted.from_on and wanted.to_on
        ) as cell
        where ($15::text[] is null or cell.source = any($15)) and ($16::text[] is null or cell.channel = any($16))
            and ($17::text[] is null or cell.staff = any($17)) and ($18::int[] is null or extract(isodow from cell.on_day)::int = any($18))
        group by 1, 2, 3, 4, 5, 6, 7, 8
        limit 200001
        """;

    private const string SumHoursSql = """
        select cell.bucket, case when $9 then cell.location_id end as location_id, case when $10 then cell.currency end as currency,
            case when $11 then cell.weekday end as weekday, case when $12 then cell.source end as source, case when $13 then cell.channel end as channel,
            case when $14 then cell.hour_at end as hour_at, case when $14 or $15 then cell.hour_of_day end as hour_of_day,
            cell.less, array[
                sum(cell.orders), sum(cell.completed), sum(cell.cancelled), sum(cell.units), sum(cell.net_minor), sum(cell.tax_minor),
                sum(cell.gross_minor), sum(cell.discount_minor), sum(cell.refunds), sum(cell.refunded_minor), sum(cell.returned_units),
                sum(cell.returned_net_minor), sum(cell.returned_gross_minor)]::bigint[] as figures
        from (
            select wanted.bucket, wanted.less, hour.location_id, extract(isodow from hour.business_on)::int as weekday, hour.hour_at, hour.hour_of_day::int as hour_of_day,
                hour.currency, hour.source, hour.channel, hour.orders, hour.completed, hour.cancelled, hour.units, hour.net_minor, hour.tax_minor,
                hour.gross_minor, hour.discount_minor, hour.refunds, hour.refunded_minor, hour.returned_units,
                hour.returned_net_minor, hour.returned_gross_minor
            from unnest($1::uuid[], $2::int[], $3::date[], $4::date[], $20::bool[]) as wanted (location_id, bucket, from_on, to_on, less)
            join analytics.trade_hours as hour on hour.location_id = wanted.location_id and hour.business_on between wanted.from_on and wanted.to_on
            union all
            select wanted.bucket, wanted.less, month.location_id, month.weekday::int, null, month.hour_of_day::int, month.currency, month.source, month.channel,
                month.orders, month.completed, month.cancelled, month.units, month.net_minor, month.tax_minor,
                month.gross_minor, month.discount_minor, month.refunds, month.refunded_minor, month.returned_units,
                month.returned_net_minor, month.returned_gross_minor
            from unnest($5::uuid[], $6::int[], $7::date[], $8::date[], $21::bool[]) as wanted (location_id, bucket, from_on, to_on, less)
            join analytics.trade_week_hours as month on month.location_id = wanted.location_id and month.month_on between wanted.from_on and wanted.to_on
            union all
            select wanted.bucket, false, year.location_id, year.weekday::int, null, year.hour_of_day::int, year.currency, year.source, year.channel,
                year.orders, year.completed, year.cancelled, year.units, year.net_minor, year.tax_minor,
                year.gross_minor, year.discount_minor, year.refunds, year.refunded_minor, year.returned_units,
                year.returned_net_minor, year.returned_gross_minor
            from unnest($22::uuid[], $23::int[], $24::date[], $25::date[]) as wanted (location_id, bucket, from_on, to_on)
            join analytics.trade_year_hours as year on year.location_id = wanted.location_id and year.year_on between wanted.from_on and wanted.to_on
        ) as cell
        where ($16::text[] is null or cell.source = any($16)) and ($17::text[] is null or cell.channel = any($17))
            and ($18::int[] is null or cell.hour_of_day = any($18)) and ($19::int[] is null or cell.weekday = any($19))
        group by 1, 2, 3, 4, 5, 6, 7, 8, 9
        limit 200001
        """;

    /// <summary>Days stand in the rows of their months, as arrays: only those that are asked for are unfolded.</summary>
    private const string SumVariantsSql = """
        select cell.bucket, case when $9 then cell.location_id end as location_id, case when $10 then cell.currency end as currency,
            case when $11 then extract(isodow from cell.on_day)::int end as weekday, case when $12 then product.category_id end as category_id,
            case when $13 then cell.product_id end as product_id, case when $14 then cell.variant_id end as variant_id,
            cell.less, array[
                sum(cell.lines), sum(cell.units), sum(cell.net_minor), sum(cell.tax_minor), sum(cell.gross_minor), coalesce(sum(cell.returned_units), 0),
                coalesce(sum(cell.returned_net_minor), 0), coalesce(sum(cell.returned_gross_minor), 0), coalesce(sum(cell.cost_minor), 0),
                coalesce(sum(cell.costed_net_minor), 0)]::bigint[] as figures
        from (
            select wanted.bucket, wanted.less, month.location_id, month.month_on + (month.days[at.n] - 1) as on_day, month.product_id, month.variant_id,
                month.currency, month.day_lines[at.n] as lines, month.day_units[at.n] as units, month.day_net[at.n] as net_minor,
                month.day_tax[at.n] as tax_minor, month.day_net[at.n] + month.day_tax[at.n] as gross_minor, month.day_returned_units[at.n] as returned_units,
                month.day_returned_net[at.n] as returned_net_minor, month.day_returned_gross[at.n] as returned_gross_minor,
                month.day_cost[at.n] as cost_minor, month.day_costed_net[at.n] as costed_net_minor
            from unnest($1::uuid[], $2::int[], $3::date[], $4::date[], $19::bool[], $20::date[]) as wanted (location_id, bucket, from_on, to_on, less, month_on)
            join analytics.variant_months as month on month.location_id = wanted.location_id and month.month_on between wanted.month_on and wanted.to_on
            cross join lateral generate_series(
                width_bucket(wanted.from_on - month.month_on, month.days) + 1, width_bucket(wanted.to_on - month.month_on + 1, month.days)) as at (n)
            union all
            select wanted.bucket, wanted.less, month.location_id, month.month_on, month.product_id, month.variant_id, month.currency, month.lines, month.units,
                month.net_minor, month.tax_minor, month.gross_minor, month.returned_units, month.returned_net_minor, month.returned_gross_minor,
                month.cost_minor, month.costed_net_minor
            from unnest($5::uuid[], $6::int[], $7::date[], $8::date[], $21::bool[]) as wanted (location_id, bucket, from_on, to_on, less)
            join analytics.variant_months as month on month.location_id = wanted.location_id and month.month_on between wanted.from_on and wanted.to_on
            union all
            select wanted.bucket, false, year.location_id, year.year_on, year.product_id, year.variant_id, year.currency, year.lines, year.units,
                year.net_minor, year.tax_minor, year.gross_minor, year.returned_units, year.returned_net_minor, year.returned_gross_minor,
                year.cost_minor, year.costed_net_minor
            from unnest($22::uuid[], $23::int[], $24::date[], $25::date[]) as wanted (location_id, bucket, from_on, to_on)
            join analytics.variant_years as year on year.location_id = wanted.location_id and year.year_on between wanted.from_on and wanted.to_on
        ) as cell
        left join analytics.products as product on ($12 or $15::uuid[] is not null) and product.id = cell.product_id
        where ($15::uuid[] is null or product.category_id = any($15)) and ($16::uuid[] is null or cell.product_id = any($16))
            and ($17::uuid[] is null or cell.variant_id = any($17)) and ($18::int[] is null or extract(isodow from cell.on_day)::int = any($18))
        group by 1, 2, 3, 4, 5, 6, 7, 8
        limit 200001
        """;

    private const string SumPaymentsSql = """
        select wanted.bucket, case when $5 then cell.location_id end as location_id, case when $6 then cell.currency end as currency,
            case when $7 then extract(isodow from cell.business_on)::int end as weekday, case when $8 then cell.method end as method,
            array[sum(cell.payments), sum(cell.captured_minor), sum(cell.refunds), sum(cell.refunded_minor), sum(cell.tips_minor)]::bigint[] as figures
        from unnest($1::uuid[], $2::int[], $3::date[], $4::date[]) as wanted (location_id, bucket, from_on, to_on)
        join analytics.payment_days as cell on cell.location_id = wanted.location_id and cell.business_on between wanted.from_on and wanted.to_on
        where ($9::text[] is null or cell.method = any($9)) and ($10::int[] is null or extract(isodow from cell.business_on)::int = any($10))
        group by 1, 2, 3, 4, 5
        limit 200001
        """;

    /// <summary>New is who bought for the first time ever within the stretch of days.</summary>
    private const string SumCustomersSql = """
        select customer.bucket, customer.location_id, customer.currency, customer.source, customer.channel, customer.country, customer.segment,
            array[
                count(*), count(*) filter (where customer.is_new), count(*) filter (where customer.orders > 1), sum(customer.orders), sum(customer.net),
                sum(customer.gross)]::bigint[] as figures
        from (
            select wanted.bucket, case when $5 then cell.location_id end as location_id, case when $6 then cell.currency end as currency,
                case when $7 then cell.source end as source, case when $8 then cell.channel end as channel, case when $11 then place.country end as country,
                case when $12 then label.segment end as segment, cell.customer_id, sum(cell.orders) as orders, sum(cell.net_minor) as net,
                sum(cell.gross_minor) as gross, bool_or(known.first_on between wanted.from_on and wanted.to_on) as is_new
            from unnest($1::uuid[], $2::int[], $3::date[], $4::date[]) as wanted (location_id, bucket, from_on, to_on)
            join analytics.customer_days as cell on cell.location_id = wanted.location_id and cell.business_on between wanted.from_on and wanted.to_on
            join analytics.customers as known on known.id = cell.customer_id
            left join analytics.customer_countries as place on ($11 or $13::text[] is not null) and place.id = cell.customer_id
            left join unnest($15::uuid[], $16::text[]) as label (id, segment) on label.id = cell.customer_id
            where ($9::text[] is null or cell.source = any($9)) and ($10::text[] is null or cell.channel = any($10))
                and ($13::text[] is null or place.country = any($13)) and ($14::text[] is null or label.segment = any($14))
            group by 1, 2, 3, 4, 5, 6, 7, 8
        ) as customer
        group by 1, 2, 3, 4, 5, 6, 7
        limit 200001
        """;

    /// <summary>The same where nothing is asked that only days know. Customers are bits, so whoever is in several months or places is one; who is in two of them
    /// bought again, which is only found out where it is asked for. Of a month that is counted less some days, those who bought on these days are looked up.</summary>
    private const string SumCustomerMonthsSql = """
        with wanted as (
            select wanted.location_id, wanted.bucket, wanted.from_on, wanted.to_on, wanted.less
            from unnest($1::uuid[], $2::int[], $3::date[], $4::date[], $14::bool[]) as wanted (location_id, bucket, from_on, to_on, less)
        ), periods as (
            select period.bucket, period.from_on, period.to_on
            from unnest($11::int[], $12::date[], $13::date[]) as period (bucket, from_on, to_on)
        ), lacking as (
            select wanted.bucket, wanted.location_id, date_trunc('month', wanted.from_on)::date as month_on, day.currency, day.customer_id, sum(day.orders) as orders,
                sum(day.net_minor) as net, sum(day.gross_minor) as gross
            from wanted
            join analytics.customer_days as day on day.location_id = wanted.location_id and day.business_on between wanted.from_on and wanted.to_on
            where wanted.less
            group by 1, 2, 3, 4, 5
        ), masks as (
            select lacking.bucket, lacking.location_id, lacking.month_on, lacking.currency, known.nr / 1024 as chunk, bit_or(mine.bit) as asked,
                coalesce(bit_or(mine.bit) filter (where left_over.orders > 0), repeat('0', 1024)::bit(1024)) as bought,
                coalesce(bit_or(mine.bit) filter (where left_over.orders > 1), repeat('0', 1024)::bit(1024)) as again, sum(lacking.orders) as orders,
                sum(lacking.net) as net, sum(lacking.gross) as gross
            from lacking
            join periods on periods.bucket = lacking.bucket
            cross join lateral (select one.nr from analytics.customers as one where one.id = lacking.customer_id limit 1) as known
            cross join lateral (select set_bit(repeat('0', 1024)::bit(1024), known.nr % 1024, 1) as bit) as mine
            cross join lateral (
                select coalesce(sum(day.orders), 0) as orders
                from analytics.customer_days as day
                where day.customer_id = lacking.customer_id and day.business_on between periods.from_on and periods.to_on
                    and date_trunc('month', day.business_on)::date = lacking.month_on and day.location_id = lacking.location_id and day.currency = lacking.currency
            ) as left_over
            group by 1, 2, 3, 4, 5
        ), seen as (
            select wanted.bucket, case when $9 then month.location_id end as location_id, case when $10 then month.currency end as currency, month.chunk,
                case when mask.asked is null then month.bought else (month.bought & (~mask.asked)) | mask.bought end as bought,
                case when mask.asked is null then month.again else (month.again & (~mask.asked)) | mask.again end as again,
                month.orders - coalesce(mask.orders, 0) as orders, month.net_minor - coalesce(mask.net, 0) as net, month.gross_minor - coalesce(mask.gross, 0) as gross
            from unnest($5::uuid[], $6::int[], $7::date[], $8::date[]) as wanted (location_id, bucket, from_on, to_on)
            join analytics.customer_months as month on month.location_id = wanted.location_id and month.month_on between wanted.from_on and wanted.to_on
            left join masks as mask on mask.bucket = wanted.bucket and mask.location_id = month.location_id and mask.month_on = month.month_on
                and mask.currency = month.currency and mask.chunk = month.chunk
            union all
            select customer.bucket, customer.location_id, customer.currency, known.nr / 1024, bit_or(mine.bit),
                coalesce(bit_or(mine.bit) filter (where customer.orders > 1), repeat('0', 1024)::bit(1024)), sum(customer.orders), sum(customer.net), sum(customer.gross)
            from (
                select wanted.bucket, case when $9 then day.location_id end as location_id, case when $10 then day.currency end as currency, day.customer_id,
                    sum(day.orders) as orders, sum(day.net_minor) as net, sum(day.gross_minor) as gross
                from wanted
                join analytics.customer_days as day on day.location_id = wanted.location_id and day.business_on between wanted.from_on and wanted.to_on
                where not wanted.less
                group by 1, 2, 3, 4
            ) as customer
            cross join lateral (select one.nr from analytics.customers as one where one.id = customer.customer_id limit 1) as known
            cross join lateral (select set_bit(repeat('0', 1024)::bit(1024), known.nr % 1024, 1) as bit) as mine
            group by 1, 2, 3, 4
        ), counted as (
            select bucket, location_id, currency, chunk, bought, orders, net, gross,
                again | (bought & coalesce(
                    bit_or(case when $15 then bought end) over (partition by bucket, location_id, currency, chunk rows between unbounded preceding and 1 preceding),
                    repeat('0', 1024)::bit(1024))) as again
            from seen
        ), chunks as (
            select bucket, location_id, currency, chunk, bit_or(bought) as bought, bit_or(again) as again, sum(orders) as orders, sum(net) as net,
                sum(gross) as gross
            from counted
            group by 1, 2, 3, 4
        ), firsts as (
            select periods.bucket, known.nr / 1024 as chunk, bit_or(set_bit(repeat('0', 1024)::bit(1024), known.nr % 1024, 1)) as came
            from periods
            join analytics.customers as known on known.first_on between periods.from_on and periods.to_on
            group by 1, 2
        )
        select chunks.bucket, chunks.location_id, chunks.currency,
            array[
                sum(bit_count(chunks.bought)), sum(coalesce(bit_count(chunks.bought & firsts.came), 0)), sum(bit_count(chunks.again)), sum(chunks.orders),
                sum(chunks.net), sum(chunks.gross)]::bigint[] as figures
        from chunks
        left join firsts on firsts.bucket = chunks.bucket and firsts.chunk = chunks.chunk
        group by 1, 2, 3
        having sum(chunks.orders) > 0
        limit 200001
        """;

    private const string SumStockSql = """
        select 0 as bucket, case when $2 then item.location_id end as location_id, case when $3 then variant.currency end as currency,
            case when $4 then product.category_id end as category_id, case when $5 then variant.product_id end as product_id,
            case when $6 then item.variant_id end as variant_id,
            array[
                sum(item.on_hand), coalesce(sum(greatest(item.on_hand, 0) * variant.price_minor), 0),
                count(*) filter (where variant.is_active and item.on_hand > 0 and item.on_hand <= item.low_at),
                count(*) filter (where variant.is_active and item.on_hand <= 0)]::bigint[] as figures
        from analytics.stock as item
        join analytics.variants as variant on variant.id = item.variant_id
        left join analytics.products as product on ($4 or $7::uuid[] is not null) and product.id = variant.product_id
        where item.location_id = any($1::uuid[])
            and ($7::uuid[] is null or product.category_id = any($7)) and ($8::uuid[] is null or variant.product_id = any($8))
            and ($9::uuid[] is null or item.variant_id = any($9))
        group by 1, 2, 3, 4, 5, 6
        limit 200001
        """;
}
