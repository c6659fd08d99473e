using System.Net;
using Olympus.Kernel.Http;
using Olympus.Webhooks;

namespace Olympus.Rules.Webhooks;

/// <summary>A tenant names an address and our server connects to it: nothing that leads inside may pass, however it is written.</summary>
public sealed class ChoosingATarget
{
    private static readonly IPAddress Somewhere = IPAddress.Parse("93.184.215.14");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Targets Production(params IPAddress[] resolved) => new(new WebhookSettings(), (_, _) => Task.FromResult(resolved));

    private static string? WhyNot(string url) => Production().Read(url).Reason;

    [Theory]
    [InlineData("https://example.com")]
    [InlineData("https://example.com/hooks/1?token=a%20b&x=%2F..")]
    [InlineData("HTTPS://Hooks.Example.COM:443/")]
    [InlineData("https://example.com:8443/hook")]
    [InlineData("https://xn--bcher-kva.example.com/")]
    [InlineData("https://93.184.215.14/hook")]
    [InlineData("https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/hook")]
    [InlineData("https://1password.com/")]
    [InlineData("https://a-b.c-d.io/~x/(y);z=1,2!*'@:")]
    public void Takes_addresses_of_the_public_internet(string url) => WhyNot(url).ShouldBeNull();

    [Theory]
    // Other ways to say 127.0.0.1 and 169.254.169.254.
    [InlineData("https://127.0.0.1/", "address")]
    [InlineData("https://127.1/", "host")]
    [InlineData("https://127.0.1/", "host")]
    [InlineData("https://2130706433/", "host")]
    [InlineData("https://0x7f000001/", "host")]
    [InlineData("https://0X7F000001/", "host")]
    [InlineData("https://0x7f.0x0.0x0.0x1/", "host")]
    [InlineData("https://0x7f.1/", "host")]
    [InlineData("https://017700000001/", "host")]
    [InlineData("https://0177.0.0.1/", "host")]
    [InlineData("https://0177.0.0.01/", "host")]
    [InlineData("https://127.000.000.001/", "host")]
    [InlineData("https://127.0.0.1./", "host")]
    [InlineData("https://0/", "host")]
    [InlineData("https://127.0.0.256/", "host")]
    [InlineData("https://4294967297/", "host")]
    [InlineData("https://1.2.3.4.5/", "host")]
    [InlineData("https://169.254.169.254/latest/meta-data/", "address")]
    [InlineData("https://2852039166/", "host")]
    [InlineData("https://0xa9fea9fe/", "host")]
    [InlineData("https://0251.0376.0251.0376/", "host")]
    [InlineData("https://169.254.43518/", "host")]
    [InlineData("https://example.0x7f/", "host")]
    // IPv6 in its ways.
    [InlineData("https://[::]/", "address")]
    [InlineData("https://[::1]/", "address")]
    [InlineData("https://[0:0:0:0:0:0:0:1]/", "address")]
    [InlineData("https://[::ffff:127.0.0.1]/", "address")]
    [InlineData("https://[::ffff:7f00:1]/", "address")]
    [InlineData("https://[::ffff:169.254.169.254]/", "address")]
    [InlineData("https://[::127.0.0.1]/", "address")]
    [InlineData("https://[64:ff9b::7f00:1]/", "address")]
    [InlineData("https://[2002:7f00:1::]/", "address")]
    [InlineData("https://[fe80::1]/", "address")]
    [InlineData("https://[fe80::1%25eth0]/", "form")]
    [InlineData("https://[fd00:ec2::254]/", "address")]
    [InlineData("https://[::1/", "form")]
    [InlineData("https://::1/", "form")]
    // Names of the inside.
    [InlineData("https://localhost/", "host")]
    [InlineData("https://LOCALHOST/", "host")]
    [InlineData("https://localhost./", "host")]
    [InlineData("https://api.localhost/", "host")]
    [InlineData("https://metadata/", "host")]
    [InlineData("https://postgres/", "host")]
    [InlineData("https://metadata.google.internal/computeMetadata/v1/", "host")]
    [InlineData("https://METADATA.GOOGLE.INTERNAL/", "host")]
    [InlineData("https://metadata.google.internal./", "host")]
    [InlineData("https://instance-data.ec2.internal/", "host")]
    [InlineData("https://printer.local/", "host")]
    [InlineData("https://db.default.svc/", "host")]
    [InlineData("https://db.default.svc.cluster.local/", "host")]
    [InlineData("https://router.home.arpa/", "host")]
    [InlineData("https://1.0.0.127.in-addr.arpa/", "host")]
    [InlineData("https://wiki.corp/", "host")]
    [InlineData("https://hidden.onion/", "host")]
    [InlineData("https://example.com./", "host")]
    [InlineData("https://example..com/", "form")]
    [InlineData("https://.example.com/", "form")]
    [InlineData("https://-example.com/", "host")]
    [InlineData("https://exa_mple.com/", "host")]
    [InlineData("https://exa*mple.com/", "form")]
    // Parsers that disagree.
    [InlineData("https://user@example.com/", "form")]
    [InlineData("https://user:password@example.com/", "form")]
    [InlineData("https://example.com@127.0.0.1/", "form")]
    [InlineData("https://127.0.0.1@example.com/", "form")]
    [InlineData("https://@example.com/", "form")]
    [InlineData("https://example.com/#fragment", "form")]
    [InlineData("https://example.com#@127.0.0.1/", "form")]
    [InlineData("https://example.com\\@127.0.0.1/", "form")]
    [InlineData("https:\\\\example.com/", "form")]
    [InlineData("https:/example.com/", "scheme")]
    [InlineData("https:///example.com/", "form")]
    [InlineData("https://", "form")]
    [InlineData("https:///", "form")]
    [InlineData("//example.com/", "scheme")]
    [InlineData("/hooks", "scheme")]
    [InlineData("", "form")]
    [InlineData(" https://example.com/", "form")]
    [InlineData("https://example.com/ ", "form")]
    [InlineData("https://exam\tple.com/", "form")]
    [InlineData("https://example.com/\r\nHost: internal", "form")]
    [InlineData("https://exam\nple.com/", "form")]
    [InlineData("https://example.com/\0", "form")]
    [InlineData("https://example。com/", "form")]
    [InlineData("https://127。0。0。1/", "form")]
    [InlineData("https://127．0．0．1/", "form")]
    [InlineData("https://①②⑦.⓪.⓪.①/", "form")]
    [InlineData("https://ⓛocalhost/", "form")]
    [InlineData("https://bücher.de/", "form")]
    [InlineData("https://%31%32%37.0.0.1/", "form")]
    [InlineData("https://example%2ecom/", "form")]
    [InlineData("https://loc%61lhost/", "form")]
    // Other protocols and ports.
    [InlineData("http://example.com/", "scheme")]
    [InlineData("file:///etc/passwd", "scheme")]
    [InlineData("ftp://example.com/", "scheme")]
    [InlineData("gopher://127.0.0.1:6379/_FLUSHALL", "scheme")]
    [InlineData("javascript:alert(1)", "scheme")]
    [InlineData("data:text/plain,hi", "scheme")]
    [InlineData("httpss://example.com/", "scheme")]
    [InlineData("https://example.com:22/", "port")]
    [InlineData("https://example.com:80/", "port")]
    [InlineData("https://example.com:5432/", "port")]
    [InlineData("https://example.com:6379/", "port")]
    [InlineData("https://93.184.215.14:9200/", "port")]
    [InlineData("https://example.com:0/", "form")]
    [InlineData("https://example.com:65536/", "form")]
    [InlineData("https://example.com:443x/", "form")]
    [InlineData("https://example.com:-443/", "form")]
    [InlineData("https://example.com:+443/", "form")]
    [InlineData("https://example.com:443:443/", "form")]
    public void Refuses_what_could_lead_elsewhere(string url, string reason)
    {
        var (taken, why) = Production().Read(url);
        taken.ShouldBeNull();
        why.ShouldBe(reason);
    }

    [Fact]
    public void Refuses_what_is_too_long() => WhyNot($"https://example.com/{new string('a', 2048)}").ShouldBe("form");

    [Theory]
    [InlineData("0.0.0.0"), InlineData("0.1.2.3"), InlineData("10.0.0.1"), InlineData("10.255.255.255"), InlineData("100.64.0.1"), InlineData("100.127.255.254")]
    [InlineData("100.100.100.200"), InlineData("127.0.0.1"), InlineData("127.255.255.255"), InlineData("169.254.0.1"), InlineData("169.254.169.254")]
    [InlineData("172.16.0.1"), InlineData("172.31.255.255"), InlineData("192.0.0.192"), InlineData("192.0.2.1"), InlineData("192.88.99.1"), InlineData("192.168.0.1")]
    [InlineData("198.18.0.1"), InlineData("198.19.255.255"), InlineData("198.51.100.1"), InlineData("203.0.113.1"), InlineData("224.0.0.1"), InlineData("239.255.255.255")]
    [InlineData("240.0.0.1"), InlineData("255.255.255.255"), InlineData("168.63.129.16")]
    [InlineData("::"), InlineData("::1"), InlineData("::7f00:1"), InlineData("::ffff:10.0.0.1"), InlineData("::ffff:93.184.215.14"), InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("64:ff9b:1::1"), InlineData("100::1"), InlineData("2001::1"), InlineData("2001:2::1"), InlineData("2001:10::1"), InlineData("2001:db8::1")]
    [InlineData("2002:a9fe:a9fe::1"), InlineData("3fff::1"), InlineData("5f00::1"), InlineData("fc00::1"), InlineData("fd12:3456::1"), InlineData("fe80::1")]
    [InlineData("fec0::1"), InlineData("ff02::1"), InlineData("4000::1")]
    public async Task Refuses_every_address_that_is_not_public(string address)
    {
        var inside = IPAddress.Parse(address);
        PublicAddress.Is(inside).ShouldBeFalse();
        await Should.ThrowAsync<TargetRefusedException>(() => Production(inside).Addresses("hooks.example.com", 443, Ct));
        await Should.ThrowAsync<TargetRefusedException>(() => Production(Somewhere, inside).Addresses("hooks.example.com", 443, Ct));
        await Should.ThrowAsync<TargetRefusedException>(() => Production().Addresses(address, 443, Ct));
        (await Should.ThrowAsync<RefusalException>(() => Production(inside, Somewhere).Demand("https://hooks.example.com/", Ct)))
            .Refusal.Facts!["reason"].ShouldBe("address");
    }

    [Theory]
    [InlineData("1.1.1.1"), InlineData("9.255.255.255"), InlineData("11.0.0.0"), InlineData("100.63.255.255"), InlineData("100.128.0.0"), InlineData("126.255.255.255")]
    [InlineData("128.0.0.1"), InlineData("169.253.255.255"), InlineData("169.255.0.0"), InlineData("172.15.255.255"), InlineData("172.32.0.0"), InlineData("192.167.255.255")]
    [InlineData("192.169.0.0"), InlineData("198.17.255.255"), InlineData("198.20.0.0"), InlineData("223.255.255.255"), InlineData("2606:4700::1111"), InlineData("2a00:1450::1")]
    public async Task Takes_what_stands_just_beside(string address)
    {
        PublicAddress.Is(IPAddress.Parse(address)).ShouldBeTrue();
        (await Production(IPAddress.Parse(address)).Addresses("hooks.example.com", 443, Ct)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Does_not_tell_an_unknown_name_from_one_that_leads_inside()
    {
        var unknown = await Should.ThrowAsync<RefusalException>(() => Production().Demand("https://hooks.example.com/", Ct));
        var inside = await Should.ThrowAsync<RefusalException>(() => Production(IPAddress.Loopback).Demand("https://hooks.example.com/", Ct));
        unknown.Refusal.Detail.ShouldBe(inside.Refusal.Detail);
        unknown.Refusal.Facts!["reason"].ShouldBe(inside.Refusal.Facts!["reason"]);
    }

    [Fact]
    public async Task Opens_a_network_for_development_only_when_told()
    {
        var settings = new WebhookSettings { AllowHttp = true, AllowedNetworks = [IPNetwork.Parse("127.0.0.0/8")] };
        var targets = new Targets(settings, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]));
        await targets.Demand("http://127.0.0.1:5000/hook", Ct);
        await targets.Demand("http://localhost:5000/hook", Ct);
        targets.Read("http://10.0.0.1/").Reason.ShouldBe("address");
        targets.Read("http://93.184.215.14:5000/").Reason.ShouldBe("port");
        var outside = new Targets(settings, (_, _) => Task.FromResult<IPAddress[]>([Somewhere]));
        (await Should.ThrowAsync<RefusalException>(() => outside.Demand("http://hooks.example.com:5000/", Ct))).Refusal.Code.ShouldBe("webhooks.url_refused");
    }
}
