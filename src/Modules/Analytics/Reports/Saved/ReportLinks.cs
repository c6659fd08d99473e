using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Olympus.Kernel.Data;
using Olympus.Kernel.Security;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Analytics.Reports.Saved;

/// <summary>Signs links to finished reports: whoever has one may fetch that one file until it expires, and nothing else. Pure.</summary>
/// <param name="Key">32 bytes, not from the database, the same in all replicas.</param>
public sealed record ReportLinks(byte[] Key)
{
    private const int Ids = 16 + 16 + 8;

    public string Path(Id<Tenant> tenant, Id<ReportJob> job, DateTimeOffset until)
    {
        Span<byte> content = stackalloc byte[Ids];
        tenant.Value.TryWriteBytes(content, bigEndian: true, out _);
        job.Value.TryWriteBytes(content[16..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(content[32..], until.ToUnixTimeSeconds());
        return "/api/v1/analytics/reports/downloads/" + StrictBase64Url.Encode([.. content, .. HMACSHA256.HashData(Key, content)]);
    }

    /// <summary>What a link is for; null for one that we did not write, or that expired.</summary>
    public (Id<Tenant> Tenant, Id<ReportJob> Job)? Read(string token, DateTimeOffset now)
    {
        if (!StrictBase64Url.TryDecode(token, out var bytes) || bytes.Length != Ids + HMACSHA256.HashSizeInBytes
            || !CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(Key, bytes.AsSpan(0, Ids)), bytes.AsSpan(Ids)))
            return null;
        var until = DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(32)));
        return now >= until ? null : (new(new Guid(bytes.AsSpan(0, 16), bigEndian: true)), new(new Guid(bytes.AsSpan(16, 16), bigEndian: true)));
    }
}

public static class DownloadReportJob
{
    private const string ContentSql = """
        select file_name, content_type, content from analytics.report_jobs where id = $1 and status = 'done' and expires_at > $2
        """;

    private sealed record Kept(string FileName, string ContentType, byte[] Content);

    /// <summary>Hands over the file of a link. 404 for a link that was changed, that expired, or whose report is gone.</summary>
    public static async Task<FileContentHttpResult> Handle(
        string token, ReportLinks links, TenantDbs dbs, TimeProvider clock, HttpResponse response, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (links.Read(token, now) is not { } link
            || await dbs.For(link.Tenant, "link:report").First<Kept>(new(ContentSql, link.Job, now), ct) is not { } kept)
            throw AccessRefusals.NotFound.AsException();
        response.Headers.CacheControl = "private, no-store";
        return TypedResults.File(kept.Content, kept.ContentType, kept.FileName);
    }
}
