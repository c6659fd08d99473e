using System.Net;
using System.Text;

namespace Olympus.Api.Gateway;

public sealed class SendingJson(Server server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Bodies for a route that takes <c>{"name": "…"}</c>.</summary>
    public static TheoryData<string, string> Bombs => new()
    {
        { "depth 100,000 of arrays", new string('[', 100_000) },
        { "depth 100,000 of objects", string.Concat(Enumerable.Repeat("{\"a\":", 100_000)) },
        { "depth 33", "{\"name\":" + new string('[', 33) + new string(']', 33) + "}" },
        { "a member twice", """{"name":"Bread","name":"Wine"}""" },
        { "a member twice, once escaped", """{"name":"Bread","n\u0061me":"Wine"}""" },
        { "a member in another case", """{"name":"Bread","Name":"Wine"}""" },
        { "a member that is not there", """{"name":"Bread","tenant_id":"0190c000-0000-7000-8000-000000000000"}""" },
        { "__proto__", """{"name":"Bread","__proto__":{"role":"owner"}}""" },
        { "constructor", """{"name":"Bread","constructor":{"prototype":{"role":"owner"}}}""" },
        { "$type", """{"$type":"System.Diagnostics.Process","name":"Bread"}""" },
        { "$ref", """{"$ref":"#/1","name":"Bread"}""" },
        { "a hundred thousand members", "{" + string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"\"{i}\":1")) + "}" },
        { "20,000 members of one length", "{" + string.Join(',', Enumerable.Range(0, 20_000).Select(i => $"\"m{i:D7}\":1")) + "}" },
        { "20,000 elements", "{\"name\":[" + string.Join(',', Enumerable.Repeat("1", 20_000)) + "]}" },
        { "300,000 empty arrays", "[" + string.Join(',', Enumerable.Repeat("[]", 300_000)) + "]" },
        { "a text of 65,537 bytes", $$"""{"name":"{{new string('a', 65_537)}}"}""" },
        { "a name of 65,537 bytes", $$"""{"{{new string('a', 65_537)}}":1}""" },
        { "a text of a mebibyte", $$"""{"name":"{{new string('a', 1024 * 1024)}}"}""" },
        { "a number of 50,000 digits", $$"""{"name":"Bread","position":{{new string('9', 50_000)}}}""" },
        { "a number beyond double", """{"name":"Bread","position":1e400}""" },
        { "a number with a fraction of nothing", """{"name":"Bread","position":1.0000000000000000001}""" },
        { "NaN", """{"name":"Bread","position":NaN}""" },
        { "Infinity", """{"name":"Bread","position":-Infinity}""" },
        { "a number as text", """{"name":"Bread","position":"1"}""" },
        { "a hexadecimal number", """{"name":"Bread","position":0x10}""" },
        { "a leading zero", """{"name":"Bread","position":010}""" },
        { "a lone high surrogate", """{"name":"Bread \ud800"}""" },
        { "a lone low surrogate", """{"name":"Bread \udc00"}""" },
        { "surrogates the wrong way round", """{"name":"\udc00\ud800"}""" },
        { "an escaped zero", """{"name":"Bread\u0000"}""" },
        { "a raw zero", "{\"name\":\"Bread\0\"}" },
        { "a raw line feed", "{\"name\":\"Bread\nWine\"}" },
        { "comments", """{"name":"Bread"/* and wine */}""" },
        { "a line comment", "{\"name\":\"Bread\"} // and wine" },
        { "a trailing comma", """{"name":"Bread",}""" },
        { "single quotes", "{'name':'Bread'}" },
        { "no quotes", "{name:\"Bread\"}" },
        { "two values", """{"name":"Bread"}{"name":"Wine"}""" },
        { "something behind", """{"name":"Bread"}x""" },
        { "nothing", "" },
        { "null", "null" },
        { "an array", """[{"name":"Bread"}]""" },
        { "a text", "\"Bread\"" },
        { "cut off", """{"name":"Bre""" },
        { "overlong UTF-8", "{\"name\":\"\u00c0\u00af\"}" },
        { "half a letter in UTF-8", "{\"name\":\"Bread \u00e2\u0082\"}" },
        { "an unknown escape", """{"name":"\x41"}""" },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public async Task Refuses_what_is_not_meant_to_be_read(string bomb, string body)
    {
        var shop = await Shop.Open(server);
        using var client = server.Client(TestBearer.Token(shop.TenantId, shop.UserId, "owner", null));
        foreach (var chunked in new[] { false, true })
        {
            using var content = new ByteArrayContent(Encoding.Latin1.GetBytes(body));
            using var answer = await Send(client, content, "application/json", chunked);
            ((int)answer.StatusCode).ShouldBeOneOf([400, 413], $"{bomb}: {await answer.Content.ReadAsStringAsync(Ct)}");
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        }

        (await shop.Get("/api/v1/categories"))["data"].AsArray().ShouldBeEmpty(bomb);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("text/json")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/xml")]
    [InlineData("application/jsonp")]
    [InlineData("application/json-patch+json")]
    [InlineData("application/vnd.api+json")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; charset=utf-7")]
    [InlineData("application/json; charset=iso-8859-1")]
    [InlineData("application/json; charset=x")]
    [InlineData("application/json, text/plain")]
    [InlineData("application/json;")]
    [InlineData("*/*")]
    [InlineData("json")]
    [InlineData("")]
    public async Task Takes_one_type_in_one_encoding(string type)
    {
        var shop = await Shop.Open(server);
        using var client = server.Client(TestBearer.Token(shop.TenantId, shop.UserId, "owner", null));
        using var content = new StringContent("""{"name":"Bread"}""", type.Contains("utf-16", StringComparison.Ordinal) ? Encoding.Unicode : Encoding.UTF8);
        using var answer = await Send(client, content, type, chunked: false);
        ((int)answer.StatusCode).ShouldBeOneOf(type == "application/json;" ? [201] : [400, 415]);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("Application/JSON; charset=\"UTF-8\"")]
    public async Task Takes_json_in_utf_8_up_to_its_limits(string type)
    {
        var shop = await Shop.Open(server);
        using var client = server.Client(TestBearer.Token(shop.TenantId, shop.UserId, "owner", null));
        foreach (var chunked in new[] { false, true })
        {
            using var content = new StringContent($$"""{"name":"Bröd {{chunked}}"}""" + new string(' ', chunked ? 0 : 1_000_000));
            using var answer = await Send(client, content, type, chunked);
            answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync(Ct));
        }
    }

    private static Task<HttpResponseMessage> Send(HttpClient client, HttpContent content, string type, bool chunked)
    {
        content.Headers.ContentType = null;
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/categories") { Content = content };
        request.Headers.TransferEncodingChunked = chunked;
        return client.SendAsync(request, Ct);
    }
}
