using System.Buffers.Binary;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Olympus.Kernel.Security;

namespace Olympus.Api.Auth;

/// <summary>What an authenticator and the browser before it may do wrong; what is not said is done right.</summary>
internal sealed record Deviation
{
    public string? Type { get; init; }
    public string? Challenge { get; init; }
    public string? Origin { get; init; }
    public bool CrossOrigin { get; init; }
    public string? RpId { get; init; }
    public byte? Flags { get; init; }
    public uint? SignCount { get; init; }
    public ECDsa? Key { get; init; }
    public string? UserHandle { get; init; }
    public byte[]? CredentialId { get; init; }
    public int? Algorithm { get; init; }
}

/// <summary>A WebAuthn authenticator with one passkey, and the page that asks it.</summary>
internal sealed class SoftAuthenticator(Uri site, bool counts = true)
{
    public const byte Present = 0x01, Verified = 0x04, Eligible = 0x08, BackedUp = 0x10;
    private const byte Attested = 0x40;
    private static readonly Deviation None = new();

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _id = RandomNumberGenerator.GetBytes(32);
    private uint _count;

    public string? UserHandle { get; private set; }

    public byte[] CredentialId => _id;

    /// <summary>Makes the passkey that a question asks for.</summary>
    public JsonObject Create(JsonNode options, Deviation? deviation = null)
    {
        var how = deviation ?? None;
        UserHandle = options["user"]!["id"]!.GetValue<string>();
        var id = how.CredentialId ?? _id;
        byte[] length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)id.Length);
        byte[] data = [.. Data(how, Attested), .. new byte[16], .. length, .. id, .. PublicKey(how)];
        var attestation = new CborWriter(CborConformanceMode.Ctap2Canonical);
        attestation.WriteStartMap(3);
        attestation.WriteTextString("fmt");
        attestation.WriteTextString("none");
        attestation.WriteTextString("attStmt");
        attestation.WriteStartMap(0);
        attestation.WriteEndMap();
        attestation.WriteTextString("authData");
        attestation.WriteByteString(data);
        attestation.WriteEndMap();
        return Credential(id, new()
        {
            ["clientDataJSON"] = StrictBase64Url.Encode(ClientData("webauthn.create", options, how)),
            ["attestationObject"] = StrictBase64Url.Encode(attestation.Encode()),
            ["transports"] = new JsonArray("internal"),
        });
    }

    /// <summary>Signs what a question asks for.</summary>
    public JsonObject Sign(JsonNode options, Deviation? deviation = null)
    {
        var how = deviation ?? None;
        var client = ClientData("webauthn.get", options, how);
        var data = Data(how, 0);
        byte[] signed = [.. data, .. SHA256.HashData(client)];
        return Credential(how.CredentialId ?? _id, new()
        {
            ["clientDataJSON"] = StrictBase64Url.Encode(client),
            ["authenticatorData"] = StrictBase64Url.Encode(data),
            ["signature"] = StrictBase64Url.Encode((how.Key ?? _key).SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)),
            ["userHandle"] = how.UserHandle ?? UserHandle,
        });
    }

    private static JsonObject Credential(byte[] id, JsonObject response) => new()
    {
        ["id"] = StrictBase64Url.Encode(id),
        ["rawId"] = StrictBase64Url.Encode(id),
        ["type"] = "public-key",
        ["authenticatorAttachment"] = "platform",
        ["clientExtensionResults"] = new JsonObject(),
        ["response"] = response,
    };

    private byte[] ClientData(string type, JsonNode options, Deviation how) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["type"] = how.Type ?? type,
        ["challenge"] = how.Challenge ?? options["challenge"]!.GetValue<string>(),
        ["origin"] = how.Origin ?? site.GetLeftPart(UriPartial.Authority),
        ["crossOrigin"] = how.CrossOrigin,
    }.ToJsonString());

    private byte[] Data(Deviation how, byte more)
    {
        _count += counts ? 1u : 0;
        byte[] count = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(count, how.SignCount ?? _count);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(how.RpId ?? site.Host)), (byte)((how.Flags ?? (Present | Verified)) | more), .. count];
    }

    private byte[] PublicKey(Deviation how)
    {
        var point = _key.ExportParameters(false).Q;
        var writer = new CborWriter(CborConformanceMode.Ctap2Canonical);
        writer.WriteStartMap(5);
        writer.WriteInt32(1);
        writer.WriteInt32(2);
        writer.WriteInt32(3);
        writer.WriteInt32(how.Algorithm ?? -7);
        writer.WriteInt32(-1);
        writer.WriteInt32(1);
        writer.WriteInt32(-2);
        writer.WriteByteString(point.X!);
        writer.WriteInt32(-3);
        writer.WriteByteString(point.Y!);
        writer.WriteEndMap();
        return writer.Encode();
    }
}
