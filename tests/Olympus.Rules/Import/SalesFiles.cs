using Olympus.Import.OnlineRetail;

namespace Olympus.Rules.Import;

/// <summary>Small hand-made files in the format of the Online Retail set, and where the real one may lie.</summary>
internal static class SalesFiles
{
    public const string Header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";

    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static (SalesHistory History, List<RejectedLine> Rejects) Understand(params string[] lines) =>
        UnderstandText(new StringReader(string.Join('\n', [Header, .. lines])));

    public static (SalesHistory History, List<RejectedLine> Rejects) UnderstandText(TextReader text)
    {
        var rejects = new List<RejectedLine>();
        var unreadable = 0;
        var reader = new SalesReader(Now, reject =>
        {
            unreadable++;
            rejects.Add(reject);
        });
        var history = SalesHistory.Of(reader.Read(text), rejects.Add, () => unreadable);
        return (history, rejects);
    }

    /// <summary>The rule each of the lines was taken by, in the order of the enumeration.</summary>
    public static Dictionary<LineRule, int> RulesOf(params string[] lines) =>
        Understand(lines).History.Reconciliation.Rules.ToDictionary(rule => Enum.Parse<LineRule>(rule.Rule.Replace("_", ""), ignoreCase: true), rule => rule.Lines);

    /// <summary>The published file, or null where this machine has none.</summary>
    public static string? Real()
    {
        var folder = Environment.GetEnvironmentVariable("OLYMPUS_TEST_DATA") ?? BesideTheRepository();
        var path = folder is null ? null : Path.Combine(folder, "online_retail", "online_retail.csv.gz");
        return File.Exists(path) ? path : null;
    }

    private static string? BesideTheRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Olympus.slnx")))
                return Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", "data"));
        return null;
    }
}
