using Olympus.Kernel.Values;

namespace Olympus.Demo;

/// <summary>A trattoria in Rome: busy at noon and in the evening, closed on Mondays, full on Saturdays.</summary>
internal static class Aurora
{
    private static readonly (string, long)[] Pizza = [("Classica", 0), ("Grande", 4_00)];
    private static readonly (string, long)[] Wine = [("Calice", 0), ("Mezzo litro", 6_50), ("Bottiglia", 14_00)];
    private static readonly (string, long)[] Water = [("0,5 l", 0), ("1 l", 1_00)];

    public static readonly DemoBusiness Business = new(
        0xA0707A, "aurora", "Trattoria Aurora", "restaurant", "AUR", "Trastevere", new("EUR"), "Europe/Rome", "IT", "Italy", "Giulia Ferretti",
        new Dictionary<string, Rate> { ["standard"] = Rate.Percent(22), ["reduced"] = Rate.Percent(10) },
        OrdersPerDay: 26, Weekdays: [0, 70, 80, 90, 130, 150, 110],
        Hours: [(12, 16), (13, 24), (14, 10), (18, 4), (19, 16), (20, 28), (21, 22), (22, 8)],
        Channels: [("pos", "dine_in", 66), ("pos", "takeout", 14), ("mobile", "pickup", 10), ("online", "delivery", 10)],
        Costs: new Dictionary<string, int>
        {
            ["Antipasti"] = 27,
            ["Primi"] = 24,
            ["Secondi"] = 36,
            ["Pizze"] = 22,
            ["Contorni"] = 20,
            ["Dolci"] = 26,
            ["Bevande"] = 30,
            ["Bottega"] = 62,
        },
        CashShare: 34, RefundShare: 18,
        new(
            ["Alessandro", "Francesca", "Matteo", "Chiara", "Lorenzo", "Sofia", "Davide", "Martina", "Federico", "Elisa", "Riccardo", "Valentina", "Simone", "Alice", "Paolo", "Serena"],
            ["Rossi", "Bianchi", "Romano", "Colombo", "Ricci", "Marino", "Greco", "Bruno", "Gallo", "Conti", "De Luca", "Costa", "Giordano", "Mancini", "Rizzo", "Lombardi"]),
        [
            Dish("Antipasti", "Bruschetta al pomodoro", 6_50, 12),
            Dish("Antipasti", "Supplì al telefono", 4_00, 16),
            Dish("Antipasti", "Carciofi alla giudia", 9_00, 8),
            Dish("Antipasti", "Fiori di zucca fritti", 8_50, 7),
            Dish("Antipasti", "Tagliere di salumi e formaggi", 15_00, 6),
            Dish("Antipasti", "Insalata caprese", 9_50, 7),
            Dish("Primi", "Spaghetti alla carbonara", 12_00, 24),
            Dish("Primi", "Tonnarelli cacio e pepe", 11_50, 20),
            Dish("Primi", "Bucatini all'amatriciana", 11_50, 18),
            Dish("Primi", "Rigatoni alla gricia", 11_50, 10),
            Dish("Primi", "Gnocchi al pomodoro e basilico", 10_50, 9),
            Dish("Primi", "Ravioli ricotta e spinaci", 13_00, 8),
            Dish("Primi", "Risotto ai funghi porcini", 14_50, 6),
            Dish("Secondi", "Saltimbocca alla romana", 17_00, 10),
            Dish("Secondi", "Coda alla vaccinara", 18_50, 5),
            Dish("Secondi", "Pollo alla cacciatora", 15_50, 7),
            Dish("Secondi", "Abbacchio scottadito", 19_50, 5),
            Dish("Secondi", "Filetto di branzino", 21_00, 5),
            Dish("Secondi", "Parmigiana di melanzane", 13_50, 8),
            new("Pizze", "Margherita", 8_00, 22, "reduced", false, "Formato", Pizza),
            new("Pizze", "Marinara", 7_00, 9, "reduced", false, "Formato", Pizza),
            new("Pizze", "Diavola", 9_50, 13, "reduced", false, "Formato", Pizza),
            new("Pizze", "Capricciosa", 10_50, 11, "reduced", false, "Formato", Pizza),
            new("Pizze", "Quattro formaggi", 10_50, 9, "reduced", false, "Formato", Pizza),
            new("Pizze", "Ortolana", 10_00, 7, "reduced", false, "Formato", Pizza),
            Dish("Contorni", "Cicoria ripassata", 5_00, 8),
            Dish("Contorni", "Patate al forno", 5_00, 11),
            Dish("Contorni", "Puntarelle alla romana", 6_00, 5),
            Dish("Contorni", "Insalata mista", 4_50, 9),
            Counted("Dolci", "Tiramisù della casa", 6_50, 18),
            Counted("Dolci", "Panna cotta ai frutti di bosco", 6_00, 9),
            Counted("Dolci", "Crostata di visciole", 5_50, 6),
            Counted("Dolci", "Torta della nonna", 6_00, 6),
            new("Bevande/Bibite", "Acqua minerale", 1_50, 30, "reduced", true, "Misura", Water),
            Counted("Bevande/Bibite", "Chinotto", 3_50, 7),
            Counted("Bevande/Bibite", "Aranciata amara", 3_50, 8),
            Counted("Bevande/Bibite", "Cola", 3_50, 12),
            new("Bevande/Vini", "Frascati superiore", 5_00, 14, "reduced", true, "Misura", Wine),
            new("Bevande/Vini", "Cesanese del Piglio", 6_00, 12, "reduced", true, "Misura", Wine),
            Counted("Bevande/Birre", "Birra artigianale bionda", 6_00, 13),
            Counted("Bevande/Birre", "Birra artigianale rossa", 6_50, 7),
            new("Bevande/Caffetteria", "Espresso", 1_40, 30, "reduced", false, "Tazza", ("Singolo", 0), ("Doppio", 1_00)),
            Dish("Bevande/Caffetteria", "Cappuccino", 2_00, 9),
            Counted("Bevande/Amari", "Limoncello", 4_00, 7),
            Counted("Bevande/Amari", "Amaro del capo", 4_50, 6),
            new("Bottega", "Olio extravergine della Sabina", 14_50, 3, "standard", true, "Bottiglia", ("0,5 l", 0), ("1 l", 10_50)),
            new("Bottega", "Miele di castagno", 8_90, 2, "standard", true),
        ]);

    private static DemoArticle Dish(string category, string name, long price, int popularity) => new(category, name, price, popularity, "reduced");

    private static DemoArticle Counted(string category, string name, long price, int popularity) => new(category, name, price, popularity, "reduced", TracksStock: true);
}
