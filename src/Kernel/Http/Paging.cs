using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Kernel.Http;

/// <summary>One page of a list in a stable order.</summary>
/// <param name="Data">The rows.</param>
/// <param name="HasMore">Whether there are rows behind the last one.</param>
/// <param name="NextCursor">Send as <c>cursor</c> to get the next page; null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Data, bool HasMore, string? NextCursor);

/// <summary>Where a page ended: the sort key and the id of its last row. Signed, and bound to the tenant and to the list with its filters, so
/// that it cannot be forged or carried elsewhere. Each request has one of its own.</summary>
public sealed class Cursors(CursorKey key)
{
    private const int SignatureLength = 16;

    /// <summary>The cursor behind each row of the page that was made last, by its place; null when none was, or its rows have none.</summary>
    public Func<int, string>? OfRow { get; private set; }

    /// <param name="rows">One row more than <paramref name="limit"/> was asked for, to know whether there are more.</param>
    /// <param name="scope">The list and its filters and sort, as text: a cursor fits only the same.</param>
    /// <param name="position">The sort key of a row, written to JSON.</param>
    public Page<T> Page<T, TPosition>(List<T> rows, int limit, Id<Tenant> tenant, string scope, Func<T, TPosition> position)
    {
        Mark(tenant, scope, place => position(rows[place]));
        if (rows.Count <= limit)
            return new(rows, false, null);
        rows.RemoveRange(limit, rows.Count - limit);
        return new(rows, true, Write(tenant, scope, position(rows[^1])));
    }

    /// <summary>Says where each row of a page stands, for those who want a cursor of every row.</summary>
    public void Mark<TPosition>(Id<Tenant> tenant, string scope, Func<int, TPosition> position) => OfRow = place => Write(tenant, scope, position(place));

    public string Write<TPosition>(Id<Tenant> tenant, string scope, TPosition position)
    {
        var payload = JsonSerializer.SerializeToUtf8Bytes(position, WireJson.Options);
        return WebEncoders.Base64UrlEncode([.. Sign(tenant, scope, payload), .. payload]);
    }

    /// <summary>The position behind which to go on; null for no cursor. 400 <c>request.cursor_invalid</c> for anything we did not write for
    /// this very list.</summary>
    public TPosition? Read<TPosition>(string? cursor, Id<Tenant> tenant, string scope)
        where TPosition : class
    {
        if (cursor is null)
            return null;
        try
        {
            var bytes = WebEncoders.Base64UrlDecode(cursor);
            if (bytes.Length <= SignatureLength
                || !CryptographicOperations.FixedTimeEquals(bytes.AsSpan(0, SignatureLength), Sign(tenant, scope, bytes.AsSpan(SignatureLength))))
                throw PagingRefusals.CursorInvalid.AsException();
            return JsonSerializer.Deserialize<TPosition>(bytes.AsSpan(SignatureLength), WireJson.Options);
        }
        catch (FormatException)
        {
            throw PagingRefusals.CursorInvalid.AsException();
        }
    }

    /// <summary>20 unless asked for, at most 100, or <paramref name="most"/> where a list says so.</summary>
    public static int Limit(int? asked, int most = 100) =>
        asked is null ? 20 : asked >= 1 && asked <= most ? asked.Value : throw PagingRefusals.LimitInvalid(most).AsException();

    private byte[] Sign(Id<Tenant> tenant, string scope, ReadOnlySpan<byte> payload)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key.Bytes);
        hmac.AppendData(tenant.Value.ToByteArray());
        hmac.AppendData(SHA256.HashData(Encoding.UTF8.GetBytes(scope)));
        hmac.AppendData(payload);
        return hmac.GetHashAndReset()[..SignatureLength];
    }
}

/// <summary>The secret that signs cursors; the same in every replica.</summary>
public sealed record CursorKey(byte[] Bytes);

public static class PagingRefusals
{
    public static readonly Refusal CursorInvalid =
        new(400, "request.cursor_invalid", "This cursor does not belong to this list with these filters; start without one.");

    public static Refusal LimitInvalid(int most) => new(400, "request.limit_invalid", $"limit goes from 1 to {most}.");
}
