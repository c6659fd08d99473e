using System.Security.Cryptography;
using Olympus.Contracts.Auth;
using Olympus.Contracts.Catalog;
using Olympus.Contracts.Customers;
using Olympus.Contracts.Inventory;
using Olympus.Contracts.Orders;
using Olympus.Contracts.Payments;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Http;
using Olympus.Kernel.Security;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Demo;

/// <summary>How to sign in to a demo tenant as its owner.</summary>
public sealed record DemoAccount(string Slug, string Industry, string Email, string Password);

/// <summary>
/// Makes the demo tenants, each in one transaction. What is there stays as it is; only an owner whose password nobody knows any more gets a
/// new one. Passwords are random: whoever reads the code knows none of them.
/// </summary>
public sealed class MakeDemo(
    TenantDbs tenants, ITenants directory, IUsers users, ICredentials credentials, Passwords passwords, TimeProvider clock,
    ICatalogHistory catalog, ICustomerHistory customers, IOrderHistory orders, IPaymentHistory payments, IStockHistory stock)
{
    /// <summary>Without characters that are taken for each other: 24 of them are 118 bits.</summary>
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    private const string Actor = "demo";

    /// <param name="known">Accounts of an earlier run.</param>
    /// <param name="database">Ends when the database can be asked; what needs none is done before.</param>
    /// <param name="ct">Leaves the tenants that are not finished undone.</param>
    /// <returns>One account for each demo tenant. A slug that a business of its own has taken is left out.</returns>
    public async Task<IReadOnlyList<DemoAccount>> Run(IReadOnlyList<DemoAccount> known, Task database, CancellationToken ct)
    {
        var accounts = await Task.WhenAll(DemoBusiness.All.Select(business =>
            Task.Run(() => Run(business, known.FirstOrDefault(account => account.Slug == business.Slug), database, ct), ct)));
        return [.. accounts.OfType<DemoAccount>()];
    }

    private async Task<DemoAccount?> Run(DemoBusiness business, DemoAccount? known, Task database, CancellationToken ct)
    {
        var account = new DemoAccount(business.Slug, business.Industry, business.OwnerEmail, NewPassword());
        var prepared = known is null ? Prepare(business, account, ct) : null;
        await database;
        var found = await directory.FindBySlug(business.Slug, ct);
        if (found is not null && known is not null)
            return known;
        prepared ??= Prepare(business, account, ct);
        if (found is { } tenant)
            return await LetIn(tenant, account, await prepared.Hash, ct) ? account : null;
        try
        {
            await Create(business, prepared, ct);
            return account;
        }
        catch (RefusalException e) when (e.Refusal.Code == "platform.slug_taken")
        {
            return null;
        }
    }

    private sealed record Prepared(Id<Location> Location, DemoHistory History, Task<string> Hash);

    private Prepared Prepare(DemoBusiness business, DemoAccount account, CancellationToken ct)
    {
        var location = Id<Location>.New();
        var hash = passwords.Hash(account.Password, ct);
        return new(location, DemoHistory.Of(business, location, DemoCalendar.Today(business.TimeZone, clock)), hash);
    }

    private static string NewPassword() =>
        string.Join('-', RandomNumberGenerator.GetString(Letters, 24).Chunk(6).Select(group => new string(group)));

    private Task<bool> LetIn(Id<Tenant> tenant, DemoAccount account, string hash, CancellationToken ct) => tenants.For(tenant, Actor).Write(
        async tx =>
        {
            if (await tx.First<UserIdentity>(users.ByEmail(account.Email)) is not { } owner)
                return false;
            credentials.Set(tx, owner.UserId, hash);
            return true;
        },
        ct);

    private async Task Create(DemoBusiness business, Prepared prepared, CancellationToken ct)
    {
        var (tenant, owner) = (Id<Tenant>.New(), Id<User>.New());
        var (location, history, hash) = prepared;
        await tenants.For(tenant, Actor).Write(
            async tx =>
            {
                await directory.Register(tx, new(
                    tenant, business.Name, business.Slug, business.Industry, location, business.LocationName, business.Currency, business.TimeZone,
                    business.TaxRegion, PricesIncludeTax: true, owner, business.OwnerName, business.OwnerEmail));
                await directory.ChangePlan(tx, Plans.Enterprise); // who tries the product is not slowed down
                await catalog.WriteCategories(tx, history.Categories);
                await catalog.Write(tx, history.Products);
                await customers.Write(tx, history.Customers);
                await orders.Write(tx, history.Orders);
                await payments.WriteCaptures(tx, history.Orders);
                await payments.WriteRefunds(tx, history.Refunds);
                if (history.Returns.Count > 0)
                    await orders.WriteReturns(tx, history.Returns);
                await stock.Write(tx, history.Movements);
                credentials.Set(tx, owner, await hash);
            },
            ct);
    }
}
