using Olympus.Kernel.Values;

namespace Olympus.Demo;

/// <summary>A bookshop in London with a web shop: steady in the week, busiest on Saturdays. Books carry no VAT, everything else does.</summary>
internal static class NorthwindBooks
{
    private static readonly (string, long)[] Editions = [("Paperback", 0), ("Hardback", 9_00)];
    private static readonly (string, long)[] Rulings = [("Ruled", 0), ("Plain", 0), ("Dotted", 0)];

    public static readonly DemoBusiness Business = new(
        0xB00C5, "northwind-books", "Northwind Books", "retail", "NWB", "Bloomsbury", new("GBP"), "Europe/London", "GB", "United Kingdom", "Eleanor Whitfield",
        new Dictionary<string, Rate> { ["standard"] = Rate.Percent(20), ["zero"] = Rate.Zero },
        OrdersPerDay: 20, Weekdays: [75, 80, 85, 90, 110, 170, 90],
        Hours: [(9, 5), (10, 9), (11, 12), (12, 17), (13, 16), (14, 12), (15, 12), (16, 12), (17, 14), (18, 9), (20, 5), (21, 4)],
        Channels: [("pos", "takeout", 62), ("online", "delivery", 26), ("online", "pickup", 12)],
        Costs: new Dictionary<string, int> { ["Books"] = 58, ["Stationery"] = 46, ["Gifts"] = 50, ["Games"] = 55 },
        CashShare: 22, RefundShare: 35,
        new(
            ["Oliver", "Amelia", "Harry", "Isla", "George", "Poppy", "Arthur", "Freya", "Theo", "Ivy", "Samuel", "Grace", "Nadia", "Imran", "Priya", "Rowan"],
            ["Smith", "Jones", "Taylor", "Brown", "Patel", "Evans", "Khan", "Walker", "Wright", "Green", "Hughes", "Clarke", "Okafor", "Bennett", "Fraser", "Murray"]),
        [
            Book("Books/Fiction", "The Lighthouse Keeper's Almanac", 9_99, 20),
            Book("Books/Fiction", "A Winter in Trieste", 8_99, 14),
            Book("Books/Fiction", "Salt and Starlight", 9_99, 16),
            Book("Books/Fiction", "The Cartographer's Daughter", 10_99, 12),
            Book("Books/Fiction", "Nine Letters to Nowhere", 8_99, 9),
            Book("Books/Crime", "Murder at Pemberton Wharf", 8_99, 18),
            Book("Books/Crime", "The Quiet Witness", 9_49, 15),
            Book("Books/Crime", "Fog over Southwark", 8_99, 11),
            Book("Books/Crime", "A Study in Ink", 9_99, 8),
            Book("Books/Science fiction", "The Last Orbital", 9_99, 12),
            Book("Books/Science fiction", "Children of the Red Moon", 10_49, 8),
            Book("Books/Science fiction", "Low Gravity", 8_99, 6),
            Single("Books/History", "A Short History of Long Walks", 12_99, 9),
            Single("Books/History", "The Canal Builders", 14_99, 6),
            Single("Books/History", "London by Lamplight", 16_99, 8),
            Single("Books/Cookery", "Bread, Slowly", 18_99, 10),
            Single("Books/Cookery", "The Sunday Pot", 20_00, 7),
            Single("Books/Cookery", "Supper from the Allotment", 17_99, 6),
            Single("Books/Nature", "Field Notes from the Fens", 13_99, 7),
            Single("Books/Nature", "Birds of the Thames", 15_99, 8),
            Single("Books/Nature", "The Patient Gardener", 14_99, 6),
            Single("Books/Children", "Ottoline and the Paper Boat", 7_99, 15),
            Single("Books/Children", "The Bear Who Read Backwards", 6_99, 17),
            Single("Books/Children", "Goodnight, Lighthouse", 6_99, 13),
            Single("Books/Children", "Maps for Small Explorers", 12_99, 8),
            Single("Books/Poetry", "Weather for Beginners", 9_99, 5),
            Single("Books/Poetry", "Forty Small Suns", 8_99, 4),
            Single("Books/Travel", "Slow Trains North", 11_99, 7),
            Single("Books/Travel", "Islands at Low Tide", 12_99, 5),
            new("Stationery/Notebooks", "Cloth-bound notebook A5", 12_50, 13, "standard", true, "Paper", Rulings),
            new("Stationery/Notebooks", "Pocket notebook, set of three", 8_50, 11, "standard", true, "Paper", Rulings),
            Goods("Stationery/Pens", "Fountain pen, fine nib", 24_00, 5),
            Goods("Stationery/Pens", "Bottled ink, blue-black", 9_50, 4),
            Goods("Stationery/Pens", "Pencils, box of twelve", 7_50, 6),
            Goods("Stationery/Cards", "Birthday card, letterpress", 3_50, 18),
            Goods("Stationery/Cards", "Thank-you cards, set of eight", 8_00, 8),
            Goods("Stationery/Cards", "London skyline postcard", 1_20, 20),
            Goods("Stationery/Cards", "Wrapping paper, three sheets", 4_50, 9),
            Goods("Gifts", "Enamel mug, 'One more chapter'", 12_00, 8),
            new("Gifts", "Canvas book bag", 14_00, 9, "standard", true, "Colour", ("Natural", 0), ("Navy", 0), ("Forest", 0)),
            Goods("Gifts", "Brass page marker", 9_00, 7),
            Goods("Gifts", "Reading light, clip-on", 16_50, 4),
            Goods("Games", "Jigsaw, 1000 pieces: the Reading Room", 17_99, 6),
            Goods("Games", "Word tiles, travel edition", 11_99, 4),
            Goods("Games", "Literary playing cards", 8_99, 5),
        ]);

    private static DemoArticle Book(string category, string name, long price, int popularity) =>
        new(category, name, price, popularity, "zero", true, "Edition", Editions);

    private static DemoArticle Single(string category, string name, long price, int popularity) => new(category, name, price, popularity, "zero", TracksStock: true);

    private static DemoArticle Goods(string category, string name, long price, int popularity) => new(category, name, price, popularity, TracksStock: true);
}
