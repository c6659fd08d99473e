using Olympus.Contracts.Orders;
using Olympus.Contracts.Payments;
using Olympus.Contracts.Platform;
using Olympus.Kernel.Data;
using Olympus.Kernel.Tenancy;
using Olympus.Kernel.Values;

namespace Olympus.Commerce.Payments;

public static class VoidPayment
{
    /// <summary>Lets go what a card promised, before anything was captured.</summary>
    public static Task<PaymentView> Handle(Id<Payment> id, Principal principal, TenantDb db, Cashier cashier, IPayableOrders orders, ILocations locations, CancellationToken ct) =>
        ChangePayment.Run(new(id, "void", "payments:take"), principal, db, cashier, orders, locations, ct);
}
