using System.Text.Json;
using Olympus.Kernel.Values;

namespace Olympus.Architecture.Proto;

/// <summary>Made-up instances of any payload: once with everything in it, once with as little as allowed.</summary>
internal static class Samples
{
    public static object Of(Type type, bool full)
    {
        var constructor = type.GetConstructors().MaxBy(candidate => candidate.GetParameters().Length)!;
        var nullability = new System.Reflection.NullabilityInfoContext();
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter =>
            !full && (Nullable.GetUnderlyingType(parameter.ParameterType) is not null
                || (!parameter.ParameterType.IsValueType && nullability.Create(parameter).WriteState == System.Reflection.NullabilityState.Nullable))
                ? null
                : Value(parameter.ParameterType, full))]);
    }

    private static object Value(Type type, bool full)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type switch
        {
            _ when type == typeof(string) => "Tea \"Earl Grey\" ☕",
            _ when type == typeof(bool) => true,
            _ when type == typeof(int) => 7,
            _ when type == typeof(short) => (short)7,
            _ when type == typeof(long) => 9_007_199_254_740_991L,
            _ when type == typeof(Guid) => Guid.CreateVersion7(),
            _ when type == typeof(DateTimeOffset) => new DateTimeOffset(2026, 11, 20, 12, 30, 15, 123, TimeSpan.FromHours(1)),
            _ when type == typeof(DateOnly) => new DateOnly(2026, 11, 20),
            _ when type == typeof(TimeOnly) => new TimeOnly(4, 30),
            _ when type == typeof(Currency) => new Currency("EUR"),
            _ when type == typeof(Money) => new Money(1299, new Currency("EUR")),
            _ when type == typeof(Rate) => Rate.Percent(19),
            _ when type == typeof(JsonElement) => JsonSerializer.SerializeToElement(new { Any = 1 }),
            _ when type.IsEnum => Enum.GetValues(type).GetValue(0)!,
            _ when typeof(IId).IsAssignableFrom(type) => Activator.CreateInstance(type, Guid.CreateVersion7())!,
            _ when type.IsArray => Array(type.GetElementType()!, full),
            _ when type.IsGenericType => Array(type.GetGenericArguments()[0], full),
            _ => Of(type, full),
        };
    }

    private static Array Array(Type element, bool full)
    {
        var array = System.Array.CreateInstance(element, full ? 2 : 0);
        for (var i = 0; i < array.Length; i++)
            array.SetValue(Value(element, full), i);
        return array;
    }
}
