using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Olympus.Api.Auth;
using Olympus.Kernel.Security;

namespace Olympus.Api.Isolation;

/// <summary>One row for every operation of the API document.</summary>
internal static class Matrix
{
    private static Dictionary<string, Func<World, string>> At(Func<World, string> id) => new() { ["id"] = id };

    public static readonly Row[] Rows = [.. Platform(), .. Catalogue(), .. Pricing(), .. Inventory(), .. Customers(), .. Orders(), .. Payments(), .. Analytics(), .. Events(), .. Auth(), .. Webhooks(), new("listImportedAdjustments")];

    private static IEnumerable<Row> Platform() =>
    [
        new("getTenant"),
        new("changeTenant") { Body = (mine, _) => new { name = $"{mine.Canary} renamed" } },
        new("listLocations"),
        new("listLocations") { Aim = "ids", Query = world => $"?ids={world.Location}", Elsewhere = HttpStatusCode.OK },
        new("createLocation", HttpStatusCode.Created) { Body = (mine, _) => new { name = $"{mine.Canary} second", time_zone = "Europe/Paris", currency = "EUR", tax_region = "FR" } },
        new("getLocation") { Path = At(world => world.Location) },
        new("changeLocation") { Path = At(world => world.Location), Body = (mine, _) => new { name = $"{mine.Canary} moved" } },
        new("deactivateLocation") { Path = At(world => world.Location), Before = OpenAnotherLocation },
        new("reactivateLocation") { Path = At(world => world.Location) },
        new("listUsers"),
        new("listUsers") { Aim = "ids", Query = world => $"?ids={world.User}", Elsewhere = HttpStatusCode.OK },
        new("getUser") { Path = At(world => world.User) },
        new("changeUser") { Path = At(world => world.User), Body = (mine, _) => new { name = $"{mine.Canary} other" } },
        new("assignRoles") { Path = At(world => world.User), Body = (_, _) => new { roles = new[] { new { role = "viewer", location_id = (string?)null } } } },
        new("assignRoles")
        {
            Aim = "location", OwnPath = At(world => world.User), Body = (_, target) => new { roles = new[] { new { role = "viewer", location_id = target.Location } } }, AimsByBody = true,
            Elsewhere = HttpStatusCode.Conflict,
        },
        new("listInvitations"),
        new("createInvitation", HttpStatusCode.Created) { Body = (mine, _) => new { email = "new@example.test", role = "staff" } },
        new("createInvitation", HttpStatusCode.Created)
        {
            Aim = "location", Body = (_, target) => new { email = "new@example.test", role = "staff", location_id = target.Location }, AimsByBody = true,
            Elsewhere = HttpStatusCode.Conflict,
        },
        new("revokeInvitation", HttpStatusCode.NoContent) { Path = At(world => world.Invitation) },
        new("listRoles"),
        new("listColleagues"),
    ];

    private static IEnumerable<Row> Catalogue() =>
    [
        new("listCategories"),
        new("createCategory", HttpStatusCode.Created) { Body = (mine, target) => new { name = $"{mine.Canary} child", parent_id = target.Category }, AimsByBody = true, Elsewhere = HttpStatusCode.Conflict },
        new("createCategory", HttpStatusCode.Created) { Aim = "import", Query = world => $"?import_id={world.Import}", Body = (mine, _) => new { name = $"{mine.Canary} of the file" } },
        new("getCategory") { Path = At(world => world.Category) },
        new("changeCategory") { Path = At(world => world.Category), Body = (mine, _) => new { name = $"{mine.Canary} renamed" } },
        new("deleteCategory", HttpStatusCode.NoContent) { Path = At(world => world.EmptyCategory) },
        new("listProducts") { Query = world => $"?category={world.Category}", Elsewhere = HttpStatusCode.OK },
        new("listProducts") { Aim = "ids", Query = world => $"?ids={world.Product}", Elsewhere = HttpStatusCode.OK },
        new("createProduct", HttpStatusCode.Created) { Body = (mine, target) => new { name = $"{mine.Canary} two", price = World.Euro(5), category_id = target.Category }, AimsByBody = true, Elsewhere = HttpStatusCode.Conflict },
        new("bulkUpsertProducts")
        {
            Body = (mine, target) => new { items = new[] { new { id = target.Product, name = $"{mine.Canary} bulk" } } }, AimsByBody = true, Elsewhere = HttpStatusCode.OK,
        },
        new("bulkUpsertProducts")
        {
            Aim = "import", Query = world => $"?import_id={world.Import}", Body = (mine, _) => new { items = new[] { new { id = mine.Product, name = $"{mine.Canary} bulk" } } },
        },
        new("listCatalogImports"),
        new("startCatalogImport", HttpStatusCode.Created) { Body = (mine, _) => new { name = $"{mine.Canary} next.csv" } },
        new("getCatalogImport") { Path = At(world => world.Import) },
        new("undoCatalogImport") { Path = At(world => world.Import) },
        new("getProduct") { Path = At(world => world.Product) },
        new("changeProduct") { Path = At(world => world.Product), Body = (mine, _) => new { name = $"{mine.Canary} renamed", tax_class = "standard", tracks_stock = true, is_active = true } },
        new("archiveProduct", HttpStatusCode.NoContent) { Path = At(world => world.Product) },
        new("setProductOptions")
        {
            Path = At(world => world.Product),
            Body = (mine, _) => new
            {
                options = new[] { "weight" },
                variants = new[] { new { variant_id = mine.Variant, option_values = new[] { "1 kg" } }, new { variant_id = mine.SecondVariant, option_values = new[] { "2 kg" } } },
            },
        },
        new("getProductAvailability") { Path = At(world => world.Product) },
        new("setProductAvailability") { Path = At(world => world.Product), Body = (mine, _) => new { locations = new[] { new { location_id = mine.Location, is_available = true } } } },
        new("setProductAvailability")
        {
            Aim = "location", OwnPath = At(world => world.Product), AimsByBody = true, Elsewhere = HttpStatusCode.Conflict,
            Body = (_, target) => new { locations = new[] { new { location_id = target.Location, is_available = true } } },
        },
        new("listPriceChanges") { Path = At(world => world.Product) },
        new("addVariant", HttpStatusCode.Created) { Path = At(world => world.Product), Body = (_, _) => new { price = World.Euro(5), option_values = new[] { "huge" } } },
        new("changeVariant") { Path = VariantPath, Body = (_, _) => new { price = World.Euro(5), option_values = new[] { "tiny" } } },
        new("changeVariant")
        {
            Aim = "variant", Path = new() { ["variantId"] = world => world.SecondVariant }, OwnPath = new() { ["id"] = world => world.Product },
            Body = (_, _) => new { price = World.Euro(5), option_values = new[] { "tiny" } },
        },
        new("deactivateVariant", HttpStatusCode.NoContent) { Path = VariantPath },
        new("listOffers") { Query = world => $"?location_id={world.Location}" },
        new("findVariants") { Query = world => $"?sku={world.Canary}-S", Elsewhere = HttpStatusCode.OK },
        new("findVariants") { Aim = "ids", Query = world => $"?ids={world.Variant}", Elsewhere = HttpStatusCode.OK },
    ];

    private static Dictionary<string, Func<World, string>> VariantPath => new() { ["id"] = world => world.Product, ["variantId"] = world => world.SecondVariant };

    private static IEnumerable<Row> Pricing() =>
    [
        new("quoteBasket")
        {
            Body = (_, target) => new { location_id = target.Location, lines = Lines(target) }, AimsByBody = true,
            Elsewhere = HttpStatusCode.Conflict,
        },
        new("quoteBasket")
        {
            Aim = "variant", Body = (mine, target) => new { location_id = mine.Location, lines = Lines(target) }, AimsByBody = true, EchoesTheIdSent = true,
            Elsewhere = HttpStatusCode.Conflict,
        },
        new("getStartingTaxRates") { Query = _ => "?region=DE", Elsewhere = HttpStatusCode.OK },
        new("getTaxRates"),
        new("replaceTaxRates") { Body = (_, _) => new { rates = new[] { new { region = "DE", tax_class = "standard", rate = "0.19", valid_from = "2020-01-01" } } } },
    ];

    private static object Sale(World place, World goods, string? customer = null) => new
    {
        location_id = place.Location,
        client_id = $"{goods.Canary}-till",
        device_receipt = "K7Q2-1",
        placed_at = DateTimeOffset.UtcNow,
        price_mode = "inclusive",
        lines = new[]
        {
            new
            {
                variant_id = goods.Variant, quantity = 1, unit_price = World.Euro(119), list = World.Euro(119), line_discount = World.Euro(0),
                order_discount = World.Euro(0), rounding = World.Euro(0), tax_class = "standard", tax_rate = "0.19", net = World.Euro(100), tax = World.Euro(19),
            },
        },
        total = World.Euro(119),
        tendered = World.Euro(119),
        customer_id = customer,
    };

    private static object[] Lines(World world) => [new { variant_id = world.Variant, quantity = 1 }];

    private static IEnumerable<Row> Inventory() =>
    [
        new("adjustStock", HttpStatusCode.Created)
        {
            Body = (mine, target) => new { location_id = target.Location, reason = "received", note = mine.Canary, items = Lines(target) }, AimsByBody = true,
        },
        new("adjustStock", HttpStatusCode.Created)
        {
            Aim = "variant", Body = (mine, target) => new { location_id = mine.Location, reason = "received", items = Lines(target) }, AimsByBody = true, EchoesTheIdSent = true,
        },
        new("countStock")
        {
            Body = (_, target) => new { location_id = target.Location, items = new[] { new { variant_id = target.Variant, counted = 7, expected = (int?)null } } }, AimsByBody = true,
        },
        new("placeHold", HttpStatusCode.Created) { Body = (_, target) => new { location_id = target.Location, items = Lines(target) }, AimsByBody = true },
        new("placeHold", HttpStatusCode.Created)
        {
            Aim = "variant", Body = (mine, target) => new { location_id = mine.Location, items = Lines(target) }, AimsByBody = true, EchoesTheIdSent = true,
        },
        new("getHold") { Path = At(world => world.Hold) },
        new("releaseHold", HttpStatusCode.NoContent) { Path = At(world => world.Hold) },
        new("commitHold") { Path = At(world => world.Hold) },
        new("listMovements") { Query = world => $"?location_id={world.Location}", Elsewhere = HttpStatusCode.OK },
        new("listStock") { Query = world => $"?variant_id={world.Variant}", Elsewhere = HttpStatusCode.OK },
        new("listStock") { Aim = "location", Query = world => $"?location_id={world.Location}&sort=level", Elsewhere = HttpStatusCode.OK },
        new("listStock") { Aim = "variants", Query = world => $"?location_id={world.Location}&variant_ids={world.Variant}", Elsewhere = HttpStatusCode.OK },
        new("setThreshold")
        {
            Path = new() { ["location_id"] = world => world.Location, ["variant_id"] = world => world.Variant }, Body = (_, _) => new { low_stock_at = 3 }, EchoesTheIdSent = true,
        },
    ];

    private static IEnumerable<Row> Customers() =>
    [
        new("listCustomers") { Query = world => $"?q={world.Canary}", Elsewhere = HttpStatusCode.OK },
        new("listCustomers") { Aim = "ids", Query = world => $"?ids={world.Customer}", Elsewhere = HttpStatusCode.OK },
        new("createCustomer", HttpStatusCode.Created) { Body = (mine, _) => new { name = $"{mine.Canary} second" } },
        new("getCustomer") { Path = At(world => world.Customer) },
        new("changeCustomer") { Path = At(world => world.Customer), Body = (mine, _) => new { name = $"{mine.Canary} renamed" } },
        new("archiveCustomer", HttpStatusCode.NoContent) { Path = At(world => world.Customer) },
        new("listConsents") { Path = At(world => world.Customer) },
        new("recordConsent", HttpStatusCode.Created) { Path = At(world => world.Customer), Body = (_, _) => new { channel = "email", is_granted = true, source = "till" } },
        new("mergeCustomer") { Path = At(world => world.Customer), Body = (mine, _) => new { customer_id = mine.SecondCustomer } },
        new("mergeCustomer")
        {
            Aim = "other", OwnPath = At(world => world.Customer), Body = (_, target) => new { customer_id = target.SecondCustomer }, AimsByBody = true,
            Elsewhere = HttpStatusCode.Conflict,
        },
        new("separateCustomer")
        {
            Path = new() { ["id"] = world => world.Customer, ["mergedId"] = world => world.SecondCustomer },
            Before = async world => (await world.Shop.Post($"/api/v1/customers/{world.Customer}/merges", new { customer_id = world.SecondCustomer }, ("If-Match", "\"1\"")))
                .MustBe(HttpStatusCode.OK),
        },
        new("eraseCustomer", HttpStatusCode.NoContent) { Path = At(world => world.Customer) },
        new("exportCustomer") { Path = At(world => world.Customer) },
        new("listCustomerOrders") { Path = At(world => world.Customer) },
    ];

    private static IEnumerable<Row> Orders() =>
    [
        new("listOrders") { Query = world => $"?customer_id={world.Customer}", Elsewhere = HttpStatusCode.OK },
        new("listOrders") { Aim = "ids", Query = world => $"?ids={world.Order}", Elsewhere = HttpStatusCode.OK },
        new("listOrderLines") { Query = world => $"?order_ids={world.Order}", Elsewhere = HttpStatusCode.OK },
        new("placeOrder", HttpStatusCode.Created)
        {
            Body = (_, target) => new { location_id = target.Location, lines = Lines(target) }, AimsByBody = true,
            Elsewhere = HttpStatusCode.Conflict,
        },
        new("placeOrder", HttpStatusCode.Created)
        {
            Aim = "variant", Body = (mine, target) => new { location_id = mine.Location, lines = Lines(target) }, AimsByBody = true, EchoesTheIdSent = true,
            Elsewhere = HttpStatusCode.Conflict,
        },
        new("placeOrder", HttpStatusCode.Created)
        {
            Aim = "customer", Body = (mine, target) => new { location_id = mine.Location, customer_id = target.Customer, lines = Lines(mine) }, AimsByBody = true,
            Elsewhere = HttpStatusCode.Conflict,
        },
        new("getOrderBoard") { Query = world => $"?location_id={world.Location}", Elsewhere = HttpStatusCode.OK },
        new("recordSale", HttpStatusCode.Created)
        {
            Body = (_, target) => Sale(target, target), AimsByBody = true, Elsewhere = HttpStatusCode.Conflict,
        },
        new("recordSale", HttpStatusCode.Created)
        {
            Aim = "variant", Body = (mine, target) => Sale(mine, target), AimsByBody = true, EchoesTheIdSent = true, Elsewhere = HttpStatusCode.Conflict,
        },
        new("recordSale", HttpStatusCode.Created)
        {
            Aim = "customer", Body = (mine, target) => Sale(mine, mine, target.Customer), AimsByBody = true, Elsewhere = HttpStatusCode.Conflict,
        },
        new("getOrder") { Path = At(world => world.Order) },
        new("editOrder") { Path = At(world => world.Order), Body = (mine, _) => new { note = $"{mine.Canary} edited" } },
        new("editOrder")
        {
            Aim = "customer", OwnPath = At(world => world.Order), Body = (_, target) => new { customer_id = target.Customer }, AimsByBody = true, Elsewhere = HttpStatusCode.Conflict,
        },
        new("changeOrderStatus") { Path = At(world => world.Order), Body = (_, _) => new { status = "confirmed" } },
        new("undoOrderMove") { Path = At(world => world.Order), Before = MoveOrder },
        new("cancelOrder") { Path = At(world => world.Order), Body = (_, _) => new { reason = "changed their mind" }, Before = GiveMoneyBack },
        new("getOrderHistory") { Path = At(world => world.Order) },
    ];

    private static IEnumerable<Row> Payments() =>
    [
        new("listPayments") { Path = At(world => world.Order) },
        new("takePayment", HttpStatusCode.Created) { Path = At(world => world.Order), Body = (_, _) => new { method = "cash", amount = World.Euro(100) } },
        new("getPayment") { Path = At(world => world.CashPayment) },
        new("capturePayment") { Path = At(world => world.AuthorizedPayment), Body = (_, _) => new { amount = World.Euro(100) } },
        new("voidPayment") { Path = At(world => world.AuthorizedPayment) },
        new("reversePayment") { Path = At(world => world.CashPayment), Body = (_, _) => new { reason = "keyed in wrongly" } },
        new("refundPayment", HttpStatusCode.Created) { Path = At(world => world.CashPayment), Body = (_, _) => new { reason = "broken", amount = World.Euro(100) } },
        new("refundPayment", HttpStatusCode.Created)
        {
            Aim = "order line", OwnPath = At(world => world.CashPayment), AimsByBody = true, EchoesTheIdSent = true, Elsewhere = HttpStatusCode.Conflict,
            Body = (_, target) => new { reason = "broken", amount = World.Euro(100), restock = new[] { new { line_id = target.OrderLine, quantity = 1 } } },
        },
    ];

    private static IEnumerable<Row> Analytics() =>
    [
        new("listDismissals"),
        new("dismissSuggestion", HttpStatusCode.NoContent) { Body = (mine, _) => new { key = $"slow:{mine.Canary}" } },
        new("getToday") { Query = world => $"?location_id={world.Location}" },
        new("getDashboard") { Query = world => $"?location_id={world.Location}&period=all_time" },
        new("describeFigures"),
        new("queryFigures")
        {
            AimsByBody = true,
            Body = (_, target) => new
            {
                measures = new[] { "orders", "net" }, dimensions = new[] { "location" }, period = new { preset = "today" },
                filters = new[] { new { dimension = "location", values = new[] { target.Location } } },
            },
        },
        new("getCohorts") { Query = world => $"?location_id={world.Location}" },
        new("getSegments") { Query = world => $"?location_id={world.Location}" },
        new("listSegmentCustomers") { OwnPath = Champions, Query = world => $"?location_id={world.Location}" },
        new("getFunnel") { Query = world => $"?location_id={world.Location}" },
        new("getProductClasses") { Query = world => $"?location_id={world.Location}" },
        new("getProductPairs") { Query = world => $"?location_id={world.Location}" },
        new("getUnusualDays") { Query = world => $"?location_id={world.Location}" },
        new("getReport") { OwnPath = Sales, Query = world => $"?location_id={world.Location}" },
        new("downloadReport") { OwnPath = Sales, Query = world => $"?format=csv&location_id={world.Location}" },
        new("exportFigures") { AimsByBody = true, Query = _ => "?format=csv", Body = (_, other) => new { report = "funnel", location_id = other.Location } },
        new("listSavedReports"),
        new("saveReport", HttpStatusCode.Created) { Body = (mine, _) => World.Keep(mine.Canary) },
        new("getSavedReport") { Path = At(world => world.SavedReport) },
        new("changeSavedReport") { Path = At(world => world.SavedReport), Body = (mine, _) => World.Keep($"{mine.Canary} again") },
        new("runSavedReport", HttpStatusCode.Accepted) { Path = At(world => world.SavedReport) },
        new("deleteSavedReport", HttpStatusCode.NoContent) { Path = At(world => world.SavedReport) },
        new("listReportJobs"),
        new("orderReport", HttpStatusCode.Accepted) { Body = (mine, _) => new { request = new { report = "sales" }, format = "csv", name = mine.Canary } },
        new("getReportJob") { Path = At(world => world.ReportJob) },
        new("downloadReportJob", HttpStatusCode.NotFound) { OwnPath = new() { ["token"] = _ => "not-a-link" } },
        new("listExperiments"),
        new("createExperiment", HttpStatusCode.Created) { Body = (mine, _) => World.Try(mine.Canary) },
        new("planSampleSize") { Body = (_, _) => new { kind = "conversion", minimum_effect = 0.05, baseline = 0.2 } },
        new("getExperiment") { Path = At(world => world.Experiment) },
        new("changeExperiment") { Path = At(world => world.Experiment), Body = (mine, _) => World.Try($"{mine.Canary} again") },
        new("assignUnits") { Path = At(world => world.RunningExperiment), Body = (_, _) => new { units = new[] { "u1" } } },
        new("recordObservations") { Path = At(world => world.RunningExperiment), Body = (_, _) => new { exposures = new[] { new { unit = "u1" } } } },
        new("getExperimentResults") { Path = At(world => world.RunningExperiment) },
        new("startExperiment") { Path = At(world => world.Experiment) },
        new("listGoals"),
        new("createGoal", HttpStatusCode.Created) { Body = (mine, _) => World.Goal(mine.Canary) },
        new("createGoal", HttpStatusCode.Created)
        {
            Aim = "owner", AimsByBody = true, EchoesTheIdSent = true, Elsewhere = HttpStatusCode.Conflict, Body = (mine, target) => World.Goal(mine.Canary, target.User),
        },
        new("getGoal") { Path = At(world => world.SomeGoal) },
        new("changeGoal") { Path = At(world => world.SomeGoal), Body = (mine, _) => World.Goal($"{mine.Canary} again") },
        new("archiveGoal", HttpStatusCode.NoContent) { Path = At(world => world.SomeGoal) },
        new("stopExperiment") { Path = At(world => world.RunningExperiment), Body = (_, _) => new { reason = "enough" } },
    ];

    private static Dictionary<string, Func<World, string>> Sales => new() { ["report"] = _ => "sales" };

    private static Dictionary<string, Func<World, string>> Champions => new() { ["segment"] = _ => "champions" };

    private static IEnumerable<Row> Events() =>
    [
        new("listRecentEvents") { SteadyQuery = "?types=commerce.order.created" },
        new("listEvents") { Query = world => $"?aggregate_id={world.Order}", Elsewhere = HttpStatusCode.OK },
        new("listParkedEvents"),
        new("listEffects"),
        new("retryEffect") { Path = At(world => world.Effect), Before = KillEffect },
    ];

    private static IEnumerable<Row> Auth() =>
    [
        new("signUp", HttpStatusCode.Created) { Body = (_, _) => Visitor.SignUp(Visitor.NewSlug()) },
        new("login")
        {
            Body = (mine, target) => new { tenant_slug = target.Slug, email = target.Email, password = mine.Password }, AimsByBody = true,
            Elsewhere = HttpStatusCode.Unauthorized,
        },
        new("refresh")
        {
            Body = (mine, target) => new { refresh_token = mine == target ? mine.RefreshToken : target.Forged(OpaqueToken.Refresh) }, AimsByBody = true,
            Elsewhere = HttpStatusCode.Unauthorized,
        },
        new("acceptInvitation")
        {
            Body = (mine, target) => new
            {
                token = mine == target ? mine.InvitationToken : target.Forged(OpaqueToken.Invitation), name = "New Person", password = mine.Password,
            },
            AimsByBody = true,
        },
        new("readInvitation")
        {
            Body = (mine, target) => new { token = mine == target ? mine.InvitationToken : target.Forged(OpaqueToken.Invitation) }, AimsByBody = true,
        },
        new("listDevices"),
        new("registerDevice", HttpStatusCode.Created)
        {
            Body = (mine, target) => new { name = $"{mine.Canary} second till", location_id = target.Location }, AimsByBody = true, Elsewhere = HttpStatusCode.Conflict,
        },
        new("revokeDevice", HttpStatusCode.NoContent) { Path = At(world => world.Device) },
        new("listTillPeople")
        {
            Body = (mine, target) => new { device_token = mine == target ? mine.DeviceToken : target.Forged(OpaqueToken.Till) }, AimsByBody = true,
            Elsewhere = HttpStatusCode.Unauthorized,
        },
        new("signInWithPin")
        {
            Body = (mine, target) => new { user_id = mine.Owner, pin = World.Pin, device_token = mine == target ? mine.DeviceToken : target.Forged(OpaqueToken.Till) },
            AimsByBody = true, Elsewhere = HttpStatusCode.Unauthorized,
        },
        new("listBadges"),
        new("giveBadge") { Path = At(world => world.Owner), Body = (mine, _) => new { current_password = mine.Password } },
        new("revokeBadge", HttpStatusCode.NoContent) { Path = At(world => world.Owner) },
        new("signInWithBadge")
        {
            Body = (mine, target) => new { code = mine.Badge, device_token = mine == target ? mine.DeviceToken : target.Forged(OpaqueToken.Till) },
            AimsByBody = true, Elsewhere = HttpStatusCode.Unauthorized,
        },
        new("giveApproval")
        {
            Before = MakeApprover,
            Body = (mine, target) => new
            {
                permission = "payments:refund", user_id = mine.Approver, pin = World.Pin, device_token = mine == target ? mine.DeviceToken : target.Forged(OpaqueToken.Till),
            },
            AimsByBody = true, Elsewhere = HttpStatusCode.Forbidden,
        },
        new("setOwnPin", HttpStatusCode.NoContent) { Body = (mine, _) => new { pin = "619283", current_password = mine.Password } },
        new("setPin", HttpStatusCode.NoContent) { Path = At(world => world.Owner), Body = (mine, _) => new { pin = "502948", current_password = mine.Password } },
        new("listPasskeys"),
        new("askForPasskey") { Body = (mine, _) => new { current_password = mine.Password } },
        new("addPasskey", HttpStatusCode.Created) { Before = MakePasskey, Body = (mine, _) => mine.PasskeyAnswers.Peek() },
        new("askToSignInWithPasskey") { Body = (_, _) => new { } },
        new("signInWithPasskey") { Before = UsePasskey, Body = AnswerOf, AimsByBody = true, Elsewhere = HttpStatusCode.Unauthorized },
        new("renamePasskey", HttpStatusCode.NoContent) { Path = At(world => world.Passkey), Body = (mine, _) => new { name = $"{mine.Canary} tablet" } },
        new("removePasskey", HttpStatusCode.NoContent) { Path = At(world => world.Passkey) },
        new("getMe"),
        new("listSessions"),
        new("revokeOtherSessions", HttpStatusCode.NoContent),
        new("revokeSession", HttpStatusCode.NoContent) { Path = At(world => world.Session) },
        new("changePassword", HttpStatusCode.NoContent) { Body = (mine, _) => new { current_password = mine.Password, new_password = $"{mine.Password} again" } },
        new("logout", HttpStatusCode.NoContent) { Body = (_, _) => new { all = true } },
    ];

    private static IEnumerable<Row> Webhooks() =>
    [
        new("listWebhooks"),
        new("createWebhook", HttpStatusCode.Created) { Body = (mine, _) => new { url = $"http://127.0.0.1:9/{mine.Canary}", event_types = new[] { "webhooks.nothing.*" } } },
        new("getWebhook") { Path = At(world => world.Webhook) },
        new("changeWebhook") { Path = At(world => world.Webhook), Body = (mine, _) => new { description = $"{mine.Canary} changed" } },
        new("archiveWebhook", HttpStatusCode.NoContent) { Path = At(world => world.Webhook) },
        new("listWebhookDeliveries") { Path = At(world => world.Webhook) },
        new("getWebhookDelivery") { Path = DeliveryPath },
        new("redeliverWebhook", HttpStatusCode.Accepted) { Path = DeliveryPath },
        new("redeliverWebhook", HttpStatusCode.Accepted) { Aim = "delivery", OwnPath = At(world => world.Webhook), Path = new() { ["deliveryId"] = world => world.Delivery } },
        new("getWebhookHealth") { Path = At(world => world.Webhook) },
        new("pingWebhook") { Path = At(world => world.Webhook) },
        new("replayWebhook", HttpStatusCode.Accepted) { Path = At(world => world.Webhook), Body = (_, _) => new { from = "2026-01-01T00:00:00Z", to = "2026-01-02T00:00:00Z" } },
        new("resumeWebhook") { Path = At(world => world.Webhook), Before = DisableWebhook },
        new("rotateWebhookSecret") { Path = At(world => world.Webhook), Body = (_, _) => new { overlap_hours = 24 } },
    ];

    private static Dictionary<string, Func<World, string>> DeliveryPath => new() { ["id"] = world => world.Webhook, ["deliveryId"] = world => world.Delivery };

    private static async Task DisableWebhook(World world) =>
        (await world.Shop.Patch($"/api/v1/webhooks/{world.Webhook}", new { is_active = false }, ("If-Match", "\"1\""))).MustBe(HttpStatusCode.OK);

    private static async Task OpenAnotherLocation(World world) =>
        (await world.Shop.Post("/api/v1/locations", new { name = $"{world.Canary} third", time_zone = "Europe/Paris", currency = "EUR", tax_region = "FR" }))
            .MustBe(HttpStatusCode.Created);

    private static async Task MakeApprover(World world)
    {
        var invited = (await world.Shop.Post("/api/v1/invitations", new { email = $"{Guid.NewGuid():N}@example.test", role = "manager" })).MustBe(HttpStatusCode.Created);
        var joined = (await world.Shop.Post(
            "/api/v1/auth/invitations/accept", new { token = invited["token"].ToString(), name = $"{world.Canary} manager", password = world.Password })).MustBe(HttpStatusCode.OK);
        world.Approver = joined["user_id"].ToString();
        (await world.Shop.Put($"/api/v1/auth/people/{world.Approver}/pin", new { pin = World.Pin })).MustBe(HttpStatusCode.NoContent);
    }

    private static async Task<SoftAuthenticator> MakePasskey(World world)
    {
        var authenticator = new SoftAuthenticator(world.Shop.Site);
        var asked = (await world.Shop.Post("/api/v1/auth/passkeys/options", new { current_password = world.Password })).MustBe(HttpStatusCode.OK);
        world.PasskeyAnswers.Enqueue(new()
        {
            ["ticket"] = asked["ticket"].DeepClone(),
            ["name"] = $"{world.Canary} key",
            ["credential"] = authenticator.Create(asked["options"]),
        });
        return authenticator;
    }

    /// <summary>Its answers to three questions: somebody else's name in the first two, its owner's in the last.</summary>
    private static async Task UsePasskey(World world)
    {
        var authenticator = await MakePasskey(world);
        (await world.Shop.Post("/api/v1/auth/passkeys", world.PasskeyAnswers.Dequeue())).MustBe(HttpStatusCode.Created);
        for (var n = 0; n < 3; n++)
        {
            var asked = (await world.Shop.Post("/api/v1/auth/passkeys/sign-in/options", new { })).MustBe(HttpStatusCode.OK);
            world.PasskeyAnswers.Enqueue(new() { ["ticket"] = asked["ticket"].DeepClone(), ["credential"] = authenticator.Sign(asked["options"]) });
        }
    }

    private static JsonObject AnswerOf(World mine, World target)
    {
        var answer = mine.PasskeyAnswers.Dequeue();
        if (mine != target)
            answer["credential"]!["response"]!["userHandle"] = StrictBase64Url.Encode(
                Encoding.ASCII.GetBytes($"{target.Tenant.Value:N}{Guid.Parse(target.Owner):N}"));
        return answer;
    }

    private static async Task GiveMoneyBack(World world)
    {
        (await world.Shop.Post($"/api/v1/payments/{world.AuthorizedPayment}/void")).MustBe(HttpStatusCode.OK);
        (await world.Shop.Post($"/api/v1/payments/{world.CashPayment}/refunds", new { reason = "cancelled" })).MustBe(HttpStatusCode.Created);
    }

    /// <summary>As if it had been accepted just now, and nothing else had happened.</summary>
    private static async Task MoveOrder(World world) => await world.Shop.Db.Write(
        tx => tx.Execute(new(
            "update commerce.orders set status = 'confirmed', moved_from = 'pending', moved_at = now(), moved_version = 1, version = 1 where id = $1", Guid.Parse(world.Order))),
        TestContext.Current.CancellationToken);

    private static async Task KillEffect(World world) => await world.Shop.Db.Write(
        tx => tx.Execute(new("update events.effects set state = 'dead' where id = $1", Guid.Parse(world.Effect))), TestContext.Current.CancellationToken);
}
