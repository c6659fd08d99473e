using System.Net;
using System.Text.Json.Nodes;
using Olympus.Api.Auth;
using Olympus.Contracts.Auth;
using Olympus.Kernel.Events;
using Olympus.Kernel.Security;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Api.Isolation;

/// <summary>One tenant that holds one of everything, made through the API; every text in it carries the tenant's canary.</summary>
public sealed record World(Shop Shop)
{
    public const string Pin = "730162";

    private static readonly HttpStatusCode[] Made = [HttpStatusCode.OK, HttpStatusCode.Accepted, HttpStatusCode.Created, HttpStatusCode.NoContent];

    public string Canary { get; init; } = "";
    public string Location { get; init; } = "";
    public string Category { get; init; } = "";
    public string Product { get; init; } = "";
    public string Variant { get; init; } = "";
    public string SecondVariant { get; init; } = "";
    public string Customer { get; init; } = "";
    public string SecondCustomer { get; init; } = "";
    public string Order { get; init; } = "";
    public string OrderLine { get; init; } = "";
    public string CashPayment { get; init; } = "";
    public string AuthorizedPayment { get; init; } = "";
    public string User { get; init; } = "";
    public string Invitation { get; init; } = "";
    public string Hold { get; init; } = "";
    public string Effect { get; init; } = "";
    public string EmptyCategory { get; init; } = "";
    public string Webhook { get; init; } = "";
    public string Delivery { get; init; } = "";
    public string WebhookSecret { get; init; } = "";
    public string Experiment { get; init; } = "";
    public string RunningExperiment { get; init; } = "";
    public string SomeGoal { get; init; } = "";
    public string SavedReport { get; init; } = "";
    public string ReportJob { get; init; } = "";
    public string Import { get; init; } = "";
    public Id<Tenant> Tenant { get; init; }
    public string Slug { get; init; } = "";
    public string Email { get; init; } = "";
    public string Password { get; init; } = "";
    public string Session { get; init; } = "";
    public string Owner { get; init; } = "";
    public string Device { get; init; } = "";
    public string DeviceToken { get; init; } = "";
    public string Passkey { get; init; } = "";
    public string Badge { get; init; } = "";

    /// <summary>What a passkey of the owner answers to questions that are open, each good once.</summary>
    public Queue<JsonObject> PasskeyAnswers { get; } = [];

    /// <summary>Somebody else of this tenant who holds every right and has the PIN, once somebody needs them.</summary>
    public string Approver { get; set; } = Guid.NewGuid().ToString();

    public string RefreshToken { get; init; } = "";
    public string InvitationToken { get; init; } = "";

    /// <summary>Everything of this world that no log line may tell.</summary>
    public string[] Secrets => [Canary, Password, RefreshToken, InvitationToken, AccessToken, WebhookSecret, DeviceToken, Badge];

    public string AccessToken { get; init; } = "";

    private string[] Ids =>
    [
        Location, Category, Product, Variant, SecondVariant, Customer, SecondCustomer, Order, OrderLine, CashPayment, AuthorizedPayment, User, Invitation, Hold, Effect,
        EmptyCategory, Session, Webhook, Delivery, Experiment, RunningExperiment, Owner, Device, SomeGoal, SavedReport, ReportJob, Import, Passkey,
    ];

    /// <summary>Ids that nobody has.</summary>
    public static World Nowhere(World shape) => new(shape.Shop)
    {
        Canary = $"CNRY-{Random()}",
        Slug = $"s-{Guid.NewGuid():N}",
        Email = $"{Random()}@example.test",
        EmptyCategory = Random(),
        Session = Random(),
        Tenant = Id<Tenant>.New(),
        Password = shape.Password,
        Location = Random(),
        Category = Random(),
        Product = Random(),
        Variant = Random(),
        SecondVariant = Random(),
        Customer = Random(),
        SecondCustomer = Random(),
        Order = Random(),
        Owner = Random(),
        Device = Random(),
        Passkey = Random(),
        OrderLine = Random(),
        CashPayment = Random(),
        AuthorizedPayment = Random(),
        User = Random(),
        Invitation = Random(),
        Hold = Random(),
        Effect = Random(),
        Webhook = Random(),
        Delivery = Random(),
        Experiment = Random(),
        RunningExperiment = Random(),
        SomeGoal = Random(),
        SavedReport = Random(),
        ReportJob = Random(),
        Import = Random(),
    };

    /// <summary>The text with every id of this world made the same, whoever's it is.</summary>
    public string WithoutIds(string text) => Ids.Where(id => id.Length > 0).Aggregate(text, (rest, id) => rest.Replace(id, "<id>", StringComparison.Ordinal));

    public static async Task<World> Make(Server server)
    {
        var (slug, canary, password) = ($"s-{Guid.NewGuid():N}", $"CNRY-{Guid.NewGuid():N}", $"PASS {Guid.NewGuid():N}");
        var signedUp = await Make(new Visitor(server), slug, canary, password);
        var shop = Shop.SignedUp(server, signedUp);
        var location = shop.LocationId.ToString();
        var category = await Make(shop, "/api/v1/categories", new { name = $"{canary} category" });
        var empty = await Make(shop, "/api/v1/categories", new { name = $"{canary} nothing" });
        var product = await Make(shop, "/api/v1/products", new
        {
            name = $"{canary} product",
            description = $"{canary} text",
            category_id = category["id"],
            options = new[] { "size" },
            variants = new[]
            {
                new { price = Euro(1000), option_values = new[] { "small" }, sku = $"{canary}-S", barcode = $"{canary}-BS" },
                new { price = Euro(1500), option_values = new[] { "large" }, sku = $"{canary}-L", barcode = $"{canary}-BL" },
            },
        });
        var variants = product["variants"].AsArray();
        var variant = variants[0]!["id"]!.ToString();
        await Make(shop, "/api/v1/inventory/adjustments", new
        {
            location_id = location,
            reason = "received",
            note = $"{canary} delivery",
            items = new[] { new { variant_id = variant, quantity = 100 } },
        });
        var customer = await Make(shop, "/api/v1/customers", new
        {
            name = $"{canary} customer",
            note = $"{canary} note",
            emails = new[] { new { value = $"{canary}@example.test", is_primary = true } },
        });
        var second = await Make(shop, "/api/v1/customers", new { name = $"{canary} once more" });
        var order = await Make(shop, "/api/v1/orders", new
        {
            location_id = location,
            customer_id = customer["id"],
            note = $"{canary} order",
            lines = new[] { new { variant_id = variant, quantity = 2, note = canary } },
        });
        var orderId = order["id"].ToString();
        var cash = await Make(shop, $"/api/v1/orders/{orderId}/payments", new { method = "cash", amount = Euro(500) });
        var card = await Make(shop, $"/api/v1/orders/{orderId}/payments", new { method = "card", card_token = "test_ok", amount = Euro(500), capture = false });
        var hold = await Make(shop, "/api/v1/inventory/holds", new
        {
            location_id = location,
            ttl_seconds = 600,
            items = new[] { new { variant_id = variant, quantity = 1 } },
        });
        var invitation = await Make(shop, "/api/v1/invitations", new { email = $"{canary}@example.test".ToLowerInvariant(), role = "staff", name = $"{canary} invited" });
        var user = await AddUser(shop, canary);
        var device = await Make(shop, "/api/v1/auth/devices", new { name = $"{canary} till", location_id = location });
        (await shop.Put("/api/v1/auth/pin", new { pin = Pin, current_password = password })).MustBe(HttpStatusCode.NoContent);
        var passkey = Id<Passkey>.New();
        var badge = (await shop.Post($"/api/v1/auth/people/{shop.UserId}/badge", new { current_password = password })).MustBe(HttpStatusCode.OK);
        await shop.Db.Write(tx =>
        {
            tx.Enqueue(new(
                """
                insert into auth.passkeys (id, user_id, credential_id, public_key, sign_count, transports, is_backup_eligible, is_backed_up, name, created_at)
                values ($1, $2, $3, '', 0, '{}', false, false, $4, now())
                """,
                passkey, shop.UserId, Guid.NewGuid().ToByteArray(), $"{canary} phone"));
            tx.AskFor("test.nothing", new { note = canary }, tx.Now.AddDays(30));
            return Task.CompletedTask;
        }, TestContext.Current.CancellationToken);
        var effect = await shop.Db.First<Guid>(new("select id from events.effects where kind = 'test.nothing'"), TestContext.Current.CancellationToken);
        var shown = await shop.Get($"/api/v1/orders/{orderId}");
        // Nobody listens there: the ping fails at once, and its delivery stays as it is.
        var webhook = await Make(shop, "/api/v1/webhooks", new { url = $"http://127.0.0.1:9/{canary}", description = $"{canary} hook", event_types = new[] { "webhooks.nothing.*" } });
        var ping = await Make(shop, $"/api/v1/webhooks/{webhook.Id}/ping", new { });
        var experiment = await Make(shop, "/api/v1/analytics/experiments", Try(canary));
        var running = await Make(shop, "/api/v1/analytics/experiments", Try(canary));
        await Make(shop, $"/api/v1/analytics/experiments/{running.Id}/start", new { });
        await Make(shop, $"/api/v1/analytics/experiments/{running.Id}/observations", new
        {
            exposures = new[] { new { unit = canary } },
            observations = new[] { new { unit = canary, metric = "bought" } },
        });
        var import = await Make(shop, "/api/v1/catalog-imports", new { name = $"{canary} file.csv" });
        await Make(shop, $"/api/v1/categories?import_id={import.Id}", new { name = $"{canary} imported" });
        await Make(shop, $"/api/v1/products/bulk?import_id={import.Id}", new { items = new[] { new { sku = $"{canary}-I", name = $"{canary} imported", price = Euro(100) } } });
        var goal = await Make(shop, "/api/v1/analytics/goals", Goal(canary));
        var saved = await Make(shop, "/api/v1/analytics/reports/saved", Keep(canary));
        var job = await Make(shop, $"/api/v1/analytics/reports/saved/{saved.Id}/runs", new { });

        return new World(shop)
        {
            Tenant = shop.TenantId,
            Canary = canary,
            Location = location,
            Category = category["id"].ToString(),
            Product = product["id"].ToString(),
            Variant = variant,
            SecondVariant = variants[1]!["id"]!.ToString(),
            Customer = customer["id"].ToString(),
            SecondCustomer = second["id"].ToString(),
            Order = orderId,
            OrderLine = shown["lines"].AsArray()[0]!["id"]!.ToString(),
            CashPayment = cash["id"].ToString(),
            AuthorizedPayment = card["id"].ToString(),
            EmptyCategory = empty["id"].ToString(),
            Slug = slug,
            Email = "ada@example.test",
            Password = password,
            Session = signedUp["session_id"].ToString(),
            RefreshToken = signedUp["refresh_token"].ToString(),
            AccessToken = signedUp["access_token"].ToString(),
            InvitationToken = invitation["token"].ToString(),
            User = user,
            Owner = shop.UserId.ToString(),
            Device = device.Id.ToString(),
            DeviceToken = device["token"].ToString(),
            Passkey = passkey.ToString(),
            Badge = badge["code"].ToString(),
            Invitation = invitation["id"].ToString(),
            Hold = hold["id"].ToString(),
            Effect = effect.ToString(),
            Webhook = webhook.Id.ToString(),
            WebhookSecret = webhook["secret"].ToString(),
            Delivery = ping["delivery_id"].ToString(),
            Experiment = experiment.Id.ToString(),
            RunningExperiment = running.Id.ToString(),
            SomeGoal = goal.Id.ToString(),
            SavedReport = saved.Id.ToString(),
            ReportJob = job.Id.ToString(),
            Import = import.Id.ToString(),
        };
    }

    public static object Keep(string canary) => new { name = $"{canary} report", is_shared = true, request = new { report = "sales", table = "none" }, format = "csv" };

    public static object Try(string canary) => new
    {
        name = $"{canary} experiment",
        plan = new
        {
            variants = new[] { new { key = "control", weight = 1 }, new { key = "other", weight = 1 } },
            primary = new { key = "bought", kind = "conversion", good = "increase", minimum_effect = 0.05, baseline = 0.2 },
        },
    };

    /// <summary>Of a time to come: nobody looks at it until then.</summary>
    public static object Goal(string canary, string? owner = null) =>
        new { name = $"{canary} goal", measure = "orders", target = 10, direction = "at_most", from = "2199-01-01", to = "2199-01-31", owner_id = owner };

    private static async Task<Answer> Make(Visitor owner, string slug, string canary, string password)
    {
        var body = Visitor.SignUp(slug);
        (body["business_name"], body["owner_name"], body["password"]) = ($"{canary} business", $"{canary} owner", password);
        return (await owner.Post("/api/v1/auth/sign-up", body)).MustBe(HttpStatusCode.Created);
    }

    /// <summary>A token that says it is this tenant's, and is nobody's.</summary>
    public string Forged(string kind) => OpaqueToken.New(kind, Tenant).Text;

    public static object Euro(long amount) => new { amount, currency = "EUR" };

    private static async Task<Answer> Make(Shop shop, string path, object body)
    {
        var answer = await shop.Post(path, body);
        Made.ShouldContain(answer.Status, $"{path}: {answer.Text}");
        return answer;
    }

    private static async Task<string> AddUser(Shop shop, string canary)
    {
        var id = Guid.CreateVersion7();
        await shop.Db.Write(
            async tx =>
            {
                await tx.Execute(new("insert into platform.users (id, name, email) values ($1, $2, $3)", id, $"{canary} staff", $"staff-{canary}@example.test".ToLowerInvariant()));
                await tx.Execute(new("insert into platform.role_assignments (id, user_id, role) values ($1, $2, 'staff')", Guid.CreateVersion7(), id));
            },
            TestContext.Current.CancellationToken);
        return id.ToString();
    }

    private static string Random() => Guid.CreateVersion7().ToString();
}
