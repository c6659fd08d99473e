using System.Net;

namespace Olympus.Api.Gateway;

public sealed class AskingOddly(Server server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/api/v1/products?limit=1&limit=2")]
    [InlineData("/api/v1/products?limit=1&LIMIT=2")]
    [InlineData("/api/v1/products?limit=1&%6cimit=2")]
    [InlineData("/api/v1/products?limit=1&limit=1")]
    [InlineData("/api/v1/products?limit=1&limit=")]
    [InlineData("/api/v1/products?limit=&limit=1")]
    [InlineData("/api/v1/products?search=a&search=b")]
    [InlineData("/api/v1/products?search=a&x=1&search=b")]
    [InlineData("/api/v1/products?cursor=a&cursor=b")]
    [InlineData("/api/v1/products?category_id=0190c000-0000-7000-8000-000000000000&category_id=0190c000-0000-7000-8000-000000000001")]
    [InlineData("/api/v1/orders?status=pending&status=completed")]
    [InlineData("/api/v1/orders?location_id=0190c000-0000-7000-8000-000000000000&location_id=0190c000-0000-7000-8000-000000000001")]
    [InlineData("/api/v1/orders?limit=1&limit=100000")]
    [InlineData("/api/v1/customers?search=a&search=b")]
    [InlineData("/api/v1/customers?limit=1&limit=2&limit=3")]
    [InlineData("/api/v1/users?limit=1&limit=2")]
    [InlineData("/api/v1/events?after=a&after=b")]
    [InlineData("/api/v1/events?types=a.b.c&types=d.e.f")]
    [InlineData("/api/v1/inventory/stock?limit=1&limit=2")]
    [InlineData("/api/v1/variants?sku=a&sku=b")]
    [InlineData("/api/v1/variants?sku=a&sku=b&barcode=c")]
    [InlineData("/api/v1/locations?is_active=true&is_active=false")]
    public async Task Twice_for_one_thing_is_refused(string path)
    {
        var shop = await Shop.Open(server);
        (await shop.Get(path)).MustRefuse(HttpStatusCode.BadRequest, "request.parameter_repeated");
    }

    [Theory]
    [InlineData("/api/v1/products?limit=-1")]
    [InlineData("/api/v1/products?limit=1e2")]
    [InlineData("/api/v1/products?limit=9999999999")]
    [InlineData("/api/v1/products?limit=0x10")]
    [InlineData("/api/v1/products?search=%00")]
    [InlineData("/api/v1/products?search=a%00b")]
    [InlineData("/api/v1/products?search=%ed%a0%80")]
    [InlineData("/api/v1/products?search=%ff%fe")]
    [InlineData("/api/v1/products?search=%")]
    [InlineData("/api/v1/products?cursor=%00")]
    [InlineData("/api/v1/customers?search=%00")]
    [InlineData("/api/v1/orders?status=%00")]
    [InlineData("/api/v1/variants?sku=%00")]
    [InlineData("/api/v1/variants?barcode=a%00")]
    [InlineData("/api/v1/events?types=%00")]
    [InlineData("/api/v1/events?aggregate_id=1")]
    [InlineData("/api/v1/products/%00")]
    [InlineData("/api/v1/products/..%2f..%2fhealth%2flive")]
    [InlineData("/api/v1/products/%2e%2e/%2e%2e/")]
    [InlineData("/api/v1//products")]
    [InlineData("/api/v1/products;a=b")]
    [InlineData("/API/V1/../v1/users/x")]
    public async Task With_what_nobody_means_breaks_nothing(string path)
    {
        var shop = await Shop.Open(server);
        using var client = server.Client(TestBearer.Token(shop.TenantId, shop.UserId, "owner", null));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Url + path[1..], new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        using var answer = await client.SendAsync(request, Ct);
        ((int)answer.StatusCode).ShouldBeLessThan(500, await answer.Content.ReadAsStringAsync(Ct));
    }

    [Theory]
    [InlineData("DELETE", "/api/v1/products")]
    [InlineData("PUT", "/api/v1/products")]
    [InlineData("PATCH", "/api/v1/orders")]
    [InlineData("TRACE", "/api/v1/products")]
    [InlineData("TRACK", "/api/v1/products")]
    [InlineData("OPTIONS", "/api/v1/products")]
    [InlineData("PROPFIND", "/api/v1/products")]
    [InlineData("get", "/api/v1/products")]
    [InlineData("GETX", "/api/v1/products")]
    [InlineData("JEFF", "/api/v1/auth/login")]
    [InlineData("GET", "/api/v1/auth/login")]
    [InlineData("TRACE", "/health/live")]
    [InlineData("POST", "/health/live")]
    public async Task With_a_method_that_is_not_taken_is_refused(string method, string path)
    {
        var answer = await RawConnection.Exchange(
            server.Url, $"{method} {path} HTTP/1.1\r\nHost: shop.test\r\nConnection: close\r\nX-Secret: canary\r\nContent-Length: 0\r\n\r\n", Ct);
        RawConnection.Statuses(answer).ShouldHaveSingleItem(answer).ShouldBeOneOf(401, 404, 405);
        answer.ShouldNotContain("canary");
    }

    [Theory]
    [InlineData("X-HTTP-Method-Override", "DELETE")]
    [InlineData("X-HTTP-Method", "DELETE")]
    [InlineData("X-Method-Override", "DELETE")]
    [InlineData("_method", "DELETE")]
    public async Task For_another_method_in_a_header_changes_nothing(string header, string method)
    {
        var shop = await Shop.Open(server);
        var category = (await shop.Post("/api/v1/categories", new { name = "Bread" })).MustBe(HttpStatusCode.Created).Id;
        await shop.Post($"/api/v1/categories/{category}?_method=DELETE", null, (header, method));
        (await shop.Get($"/api/v1/categories/{category}?_method=DELETE", (header, method))).MustBe(HttpStatusCode.OK);
        (await shop.Get($"/api/v1/categories/{category}")).MustBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("Authorization: Bearer x\r\nAuthorization: Bearer y", 401)]
    [InlineData("Authorization: Bearer x, Bearer y", 401)]
    [InlineData("Authorization: Basic eDp5", 401)]
    [InlineData("Authorization:", 401)]
    [InlineData("Cookie: access_token=x", 401)]
    [InlineData("X-Request-Id: a\r\nX-Request-Id: b", 401)]
    [InlineData("X-Request-Id: a\tb", 401)]
    public async Task With_headers_that_contradict_lets_nobody_in(string headers, int status)
    {
        var answer = await RawConnection.Exchange(
            server.Url, $"GET /api/v1/products?access_token=x HTTP/1.1\r\nHost: shop.test\r\nConnection: close\r\n{headers}\r\n\r\n", Ct);
        RawConnection.Statuses(answer).ShouldBe([status], answer);
    }

    [Theory]
    [InlineData("/api/v2/products")]
    [InlineData("/api/v2")]
    [InlineData("/api/v0/orders?limit=1")]
    [InlineData("/api/v11/orders")]
    public async Task For_a_version_that_does_not_exist_says_which_do(string path)
    {
        var shop = await Shop.Open(server);
        (await shop.Get(path)).MustRefuse(HttpStatusCode.NotFound, "request.version_unknown")["versions"].ToJsonString().ShouldBe("""["v1"]""");
    }
}
