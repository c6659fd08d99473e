using System.Text.Json;
using System.Text.Json.Serialization;

namespace Olympus.Kernel.Values;

/// <summary>An amount of one currency in its minor unit (cents for EUR, yen for JPY). On the wire <c>{"amount": 1299, "currency": "EUR"}</c>.</summary>
/// <param name="Amount">Minor units, may be negative.</param>
/// <param name="Currency">ISO 4217.</param>
public readonly record struct Money(long Amount, Currency Currency)
{
    public static Money Zero(Currency currency) => new(0, currency);

    public static Money operator +(Money left, Money right) => new(checked(left.Amount + Same(left, right).Amount), left.Currency);
    public static Money operator -(Money left, Money right) => new(checked(left.Amount - Same(left, right).Amount), left.Currency);
    public static Money operator -(Money value) => new(checked(-value.Amount), value.Currency);
    public static Money operator *(Money value, long times) => new(checked(value.Amount * times), value.Currency);

    private static Money Same(Money left, Money right) =>
        left.Currency == right.Currency
            ? right
            : throw new InvalidOperationException($"{left.Currency} and {right.Currency} cannot be added or subtracted.");

    public override string ToString() => $"{Amount} {Currency}";
}
