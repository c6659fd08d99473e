using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Kernel.Http;

/// <summary>A request that carries an <c>Idempotency-Key</c>: key, route and a hash of what was asked.</summary>
internal sealed record IdempotentRequest(string Key, string Route, string Principal, byte[] Hash, int Status)
{
    private const string InsertSql = """
        insert into app.idempotency (principal, route, key, request_hash, status, body)
        values ($1, $2, $3, $4, $5, $6)
        """;

    /// <summary>Unique in the tenant.</summary>
    public string Name => $"{Principal} {Route} {Key}";

    public Sql StoreSql(byte[] body) => new(InsertSql, Principal, Route, Key, Hash, Status, body);
}

internal sealed record StoredResponse(byte[] RequestHash, int Status, byte[] Body);

/// <summary>Finds, in the first round trip of the effect's transaction, whether this request already had its effect.</summary>
internal sealed class IdempotencyLookup(IdempotentRequest request)
{
    private const string LockKeySql = "select pg_try_advisory_xact_lock($1)";

    private const string FindKeySql = """
        select request_hash, status, body
        from app.idempotency
        where principal = $1 and route = $2 and key = $3
        """;

    public bool Locked { get; set; }

    public Sql LockSql(Id<Tenant> tenant) => new(LockKeySql, BitConverter.ToInt64(
        SHA256.HashData(Encoding.UTF8.GetBytes($"idempotency\n{tenant}\n{request.Principal}\n{request.Route}\n{request.Key}"))));

    public Sql FindSql() => new(FindKeySql, request.Principal, request.Route, request.Key);

    public void Decide(StoredResponse? found)
    {
        if (!Locked)
            throw IdempotencyRefusals.InProgress.AsException();
        if (found is null)
            return;
        if (!CryptographicOperations.FixedTimeEquals(found.RequestHash, request.Hash))
            throw IdempotencyRefusals.Reused.AsException();
        throw new ReplayException(found);
    }
}

/// <summary>Unwinds a handler whose effect already happened, up to the filter that answers with the stored response.</summary>
internal sealed class ReplayException(StoredResponse response) : Exception("This request already had its effect.")
{
    public StoredResponse Response { get; } = response;
}

public static class IdempotencyRefusals
{
    public static readonly Refusal Missing =
        new(400, "idempotency.key_missing", "Send an Idempotency-Key header (1 to 255 visible characters), the same on every retry.");

    public static readonly Refusal Reused =
        new(422, "idempotency.key_reused", "This Idempotency-Key was used for a different request.");

    public static readonly Refusal InProgress =
        new Refusal(409, "idempotency.in_progress", "The first request with this Idempotency-Key is still running; try again shortly.")
            .With("retry_after_seconds", 1);
}

/// <summary>Marks a route that requires an <c>Idempotency-Key</c>; the API document shows the header from it.</summary>
public sealed record IdempotentRoute(int Status);

public static class IdempotencyExtensions
{
    /// <summary>Requires an <c>Idempotency-Key</c>. The value that the handler's <c>Write</c> returns must be the response body, and
    /// <paramref name="status"/> its status: both are stored in the transaction of the effect and replayed on a retry.</summary>
    public static RouteHandlerBuilder Idempotent(this RouteHandlerBuilder route, int status = StatusCodes.Status200OK) =>
        route.WithMetadata(new IdempotentRoute(status)).AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            var caller = http.RequestServices.GetRequiredService<Caller>();
            var key = http.Request.Headers["Idempotency-Key"];
            if (key.Count != 1 || key[0] is not { Length: > 0 and <= 255 } text || text.AsSpan().ContainsAnyExceptInRange('!', '~'))
                throw IdempotencyRefusals.Missing.AsException();
            caller.Idempotency = new IdempotentRequest(
                text, $"{http.Request.Method} {http.Request.Path}", caller.Principal.UserId.ToString(), Hash(context), status);
            try
            {
                return await next(context);
            }
            catch (ReplayException replay)
            {
                http.Response.Headers["Idempotent-Replayed"] = "true";
                http.Response.StatusCode = replay.Response.Status;
                return Results.Bytes(replay.Response.Body, "application/json; charset=utf-8");
            }
        });

    /// <summary>What was asked, not how it was spelled: white space and member order of the body do not count.</summary>
    private static byte[] Hash(EndpointFilterInvocationContext context)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var argument in context.Arguments)
            if (argument is not null && argument.GetType().Name.EndsWith("Request", StringComparison.Ordinal))
                sha.AppendData(JsonSerializer.SerializeToUtf8Bytes(argument, argument.GetType(), WireJson.Options));
        return sha.GetHashAndReset();
    }
}
