using System.Net;
using System.Text.Json.Nodes;

namespace Olympus.Api.Catalog;

/// <summary>How tests of the catalogue speak.</summary>
internal static class Catalogues
{
    public static object Euro(long amount) => new { Amount = amount, Currency = "EUR" };

    public static async Task<Answer> Product(this Shop shop, string name, long price, string? sku = null, Guid? category = null, bool isActive = true) =>
        (await shop.Post("/api/v1/products", new { Name = name, Price = Euro(price), Sku = sku, CategoryId = category, IsActive = isActive }))
            .MustBe(HttpStatusCode.Created);

    public static async Task<Answer> Shirt(this Shop shop, params (string Size, long Price)[] variants) =>
        (await shop.Post("/api/v1/products", new
        {
            Name = "Shirt",
            Options = new[] { "Size" },
            Variants = variants.Select(variant => new { OptionValues = new[] { variant.Size }, Price = Euro(variant.Price), Sku = $"S-{variant.Size}" }),
        })).MustBe(HttpStatusCode.Created);

    public static async Task<Answer> Category(this Shop shop, string name, Guid? parent = null) =>
        (await shop.Post("/api/v1/categories", new { Name = name, ParentId = parent })).MustBe(HttpStatusCode.Created);

    public static async Task<string[]> Names(this Shop shop, string query) => NamesOf((await shop.Get($"/api/v1/products?{query}")).MustBe(HttpStatusCode.OK));

    public static string[] NamesOf(Answer page) => [.. page["data"].AsArray().Select(product => product!["name"]!.GetValue<string>())];

    public static Guid VariantOf(Answer created, int index = 0) => created["variants"][index]!["id"]!.GetValue<Guid>();

    public static (string, string) Match(long version) => ("If-Match", $"\"{version}\"");

    public static long Amount(this JsonNode? money) => money!["amount"]!.GetValue<long>();
}
