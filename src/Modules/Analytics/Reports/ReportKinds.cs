using Olympus.Analytics.Asking;

namespace Olympus.Analytics.Reports;

/// <summary>A table of a report, as a question about figures.</summary>
/// <param name="Name">Such as <c>by_day</c>.</param>
/// <param name="Chart">The measure that is drawn; null: none.</param>
internal sealed record ReportQuestion(string Name, string Title, string[] Measures, string[] Dimensions, string? Chart = null);

/// <summary>The reports there are. Every number is asked for where all figures are, so a report says what the screen says.</summary>
internal static class ReportKinds
{
    public const string Taxes = "taxes";

    private static readonly string[] Sold = ["orders", "units", "gross", "tax", "net", "discounts", "refunded", "average_order_value"];
    private static readonly string[] Goods = ["lines", "units", "gross", "tax", "net", "returned_units", "net_after_returns"];
    private static readonly string[] Buyers = ["customers", "new_customers", "returning_customers", "customer_orders", "repeat_rate"];
    private static readonly string[] Money = ["payments", "captured", "refunds", "refunded", "collected", "tips"];

    public static readonly IReadOnlyDictionary<string, (string Title, ReportQuestion[] Tables)> All = new Dictionary<string, (string, ReportQuestion[])>
    {
        ["sales"] = ("Sales",
        [
            new("by_day", "By day", Sold, ["day"], "net"),
            new("by_hour", "By hour of the day", ["orders", "units", "gross", "net"], ["hour_of_day"], "orders"),
            new("by_channel", "By channel", Sold, ["source", "channel"]),
            new("by_location", "By location", Sold, ["location"]),
        ]),
        ["products"] = ("Products",
        [
            new("by_product", "By product", Goods, ["product"]),
            new("by_category", "By category", Goods, ["category"]),
            new("by_day", "By day", ["units", "gross", "net"], ["day"], "units"),
        ]),
        ["customers"] = ("Customers",
        [
            new("by_day", "By day", ["customers", "new_customers", "returning_customers", "customer_orders"], ["day"], "customers"),
            new("by_month", "By month", Buyers, ["month"]),
            new("by_location", "By location", Buyers, ["location"]),
        ]),
        ["inventory"] = ("Inventory",
        [
            new("by_location", "By location", ["stock_units", "stock_value", "low_stock", "out_of_stock"], ["location"]),
            new("by_product", "By product", ["stock_units", "stock_value", "units", "sell_through", "stock_turnover", "days_of_cover"], ["location", "product"]),
        ]),
        ["payments"] = ("Payments",
        [
            new("by_day", "By day", Money, ["day"], "collected"),
            new("by_method", "By method", Money, ["location", "payment_method"]),
        ]),
        [Taxes] = ("Taxes",
        [
            new("by_month", "By month", ["gross", "tax", "net"], ["location", "month"]),
            new("by_day", "By day", ["gross", "tax", "net"], ["day"], "tax"),
        ]),
    };
}
