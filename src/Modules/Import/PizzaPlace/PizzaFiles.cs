using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using NodaTime;
using NodaTime.Text;
using Olympus.Import.OnlineRetail;

namespace Olympus.Import.PizzaPlace;

/// <summary>A pizza of one size.</summary>
/// <param name="Code">Such as <c>bbq_ckn_s</c>.</param>
/// <param name="Type">Such as <c>bbq_ckn</c>.</param>
/// <param name="PriceMinor">Cents.</param>
public sealed record Pizza(string Code, string Type, string Size, long PriceMinor);

/// <summary>What pizzas of a type are called.</summary>
public sealed record PizzaType(string Code, string Name, string Category);

/// <summary>An order with its pizzas.</summary>
/// <param name="At">The wall time of the restaurant, as an instant.</param>
public sealed record PizzaOrder(string Number, DateTimeOffset At, IReadOnlyList<(Pizza Pizza, int Quantity)> Lines)
{
    public long TotalMinor => Lines.Sum(line => line.Pizza.PriceMinor * line.Quantity);
}

/// <summary>The four files of the set, understood. Pure but for reading them. Who cannot be understood whole is refused whole: the set is small and has no odd
/// rows.</summary>
/// <param name="Orders">In the order of time.</param>
public sealed record PizzaFiles(IReadOnlyList<PizzaType> Types, IReadOnlyList<Pizza> Pizzas, IReadOnlyList<PizzaOrder> Orders)
{
    public const string Zone = "America/New_York";

    private static readonly LocalDateTimePattern Written = LocalDateTimePattern.CreateWithInvariantCulture("yyyy-MM-dd H:mm:ss");

    /// <summary>Each file plain or gzip: <c>orders.csv</c> or <c>orders.csv.gz</c>.</summary>
    /// <exception cref="NotASalesFileException">A file, a column or a row is not what it should be.</exception>
    public static PizzaFiles Read(string folder)
    {
        var types = Rows(folder, "pizza_types", "pizza_type_id", "name", "category").Select(row => new PizzaType(row[0], row[1], row[2])).ToList();
        var pizzas = Rows(folder, "pizzas", "pizza_id", "pizza_type_id", "size", "price").Select(row => new Pizza(row[0], row[1], row[2], Cents(row[3]))).ToList();
        if (pizzas.Find(pizza => types.TrueForAll(type => type.Code != pizza.Type)) is { } stranger)
            throw new NotASalesFileException($"pizzas: {stranger.Code} is of a type that pizza_types does not have.");
        var byCode = pizzas.ToDictionary(pizza => pizza.Code, StringComparer.Ordinal);
        var lines = Rows(folder, "order_details", "order_id", "pizza_id", "quantity").ToLookup(
            row => row[0],
            row => (byCode.GetValueOrDefault(row[1]) ?? throw new NotASalesFileException($"order_details: pizzas does not have {row[1]}."), Units(row[2])),
            StringComparer.Ordinal);
        var orders = Rows(folder, "orders", "order_id", "date", "time")
            .Select(row => new PizzaOrder(row[0], Instant($"{row[1]} {row[2]}"), [.. lines[row[0]]]))
            .Where(order => order.Lines.Count > 0)
            .OrderBy(order => order.At).ThenBy(order => order.Number, StringComparer.Ordinal).ToList();
        return new(types, pizzas, orders);
    }

    private static IEnumerable<string[]> Rows(string folder, string name, params string[] columns)
    {
        var path = new[] { ".csv", ".csv.gz" }.Select(ending => Path.Combine(folder, name + ending)).FirstOrDefault(File.Exists)
            ?? throw new NotASalesFileException($"There is no {name}.csv in {folder}.");
        using var file = SalesFile.Open(path);
        using var csv = new CsvParser(file.Text, new CsvConfiguration(CultureInfo.InvariantCulture));
        if (!csv.Read())
            throw new NotASalesFileException($"{name} is empty.");
        var places = Array.ConvertAll(columns, column => Array.IndexOf(csv.Record!, column) is var place and >= 0
            ? place
            : throw new NotASalesFileException($"{name} has no column {column}."));
        while (csv.Read())
            yield return Array.ConvertAll(places, place => place < csv.Count ? csv[place] : throw new NotASalesFileException($"{name}: line {csv.Row} is too short."));
    }

    private static long Cents(string price) => decimal.TryParse(price, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var dollars)
        && decimal.IsInteger(dollars * 100)
            ? (long)(dollars * 100)
            : throw new NotASalesFileException($"pizzas: {price} is no price.");

    private static int Units(string quantity) => int.TryParse(quantity, NumberStyles.None, CultureInfo.InvariantCulture, out var units) && units > 0
        ? units
        : throw new NotASalesFileException($"order_details: {quantity} is no quantity.");

    /// <summary>A time that the clocks skipped is taken as if they had not.</summary>
    private static DateTimeOffset Instant(string at) => Written.Parse(at) is { Success: true, Value: var local }
        ? local.InZoneLeniently(DateTimeZoneProviders.Tzdb[Zone]).ToInstant().ToDateTimeOffset()
        : throw new NotASalesFileException($"orders: {at} is no time.");
}
