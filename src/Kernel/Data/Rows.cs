using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using Npgsql;
using Olympus.Kernel.Http;
using Olympus.Kernel.Values;

namespace Olympus.Kernel.Data;

/// <summary>
/// Reads rows into records: every constructor parameter <c>PlacedAt</c> takes the column <c>placed_at</c>, in any order.
/// Values are read typed (no boxing). <see cref="Money"/> <c>Total</c> takes <c>total_minor</c> with <c>total_currency</c> or
/// <c>currency</c>; a type that PostgreSQL has no name for is read from json, <see cref="JsonRows{T}"/> is taken as it is.
/// </summary>
internal static class Rows<T>
{
    private static readonly bool IsValue = Scalar.IsScalar(typeof(T));

    /// <summary>One for each list of columns that it was read from: statements are texts of the program, so there are few.</summary>
    private static volatile Plan[] _plans = [];

    private sealed record Plan(string[] Columns, Func<NpgsqlDataReader, T> Read);

    public static Func<NpgsqlDataReader, T> For(NpgsqlDataReader reader)
    {
        foreach (var known in _plans)
            if (Fits(known, reader))
                return known.Read;
        // Two that do it at once lose one of the plans, which is then made again.
        var plan = new Plan(Columns(reader), Compile(reader));
        _plans = [.. _plans, plan];
        return plan.Read;
    }

    /// <summary>A value is the first column, however it is called.</summary>
    private static bool Fits(Plan plan, NpgsqlDataReader reader)
    {
        if (IsValue)
            return true;
        if (plan.Columns.Length != reader.FieldCount)
            return false;
        for (var i = 0; i < plan.Columns.Length; i++)
            if (!string.Equals(plan.Columns[i], reader.GetName(i), StringComparison.Ordinal))
                return false;
        return true;
    }

    private static string[] Columns(NpgsqlDataReader reader) => [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];

    private static Func<NpgsqlDataReader, T> Compile(NpgsqlDataReader reader)
    {
        var row = Expression.Parameter(typeof(NpgsqlDataReader), "row");
        if (IsValue)
            return Expression.Lambda<Func<NpgsqlDataReader, T>>(Scalar.Read(row, 0, typeof(T)), row).Compile();

        var columns = Columns(reader);
        var constructor = typeof(T).GetConstructors().MaxBy(c => c.GetParameters().Length)
            ?? throw new InvalidOperationException($"{typeof(T)} has no public constructor to read rows into.");
        var arguments = constructor.GetParameters().Select(parameter => Argument(row, columns, parameter));
        return Expression.Lambda<Func<NpgsqlDataReader, T>>(Expression.New(constructor, arguments), row).Compile();
    }

    private static Expression Argument(Expression row, string[] columns, ParameterInfo parameter)
    {
        var name = Scalar.SnakeCase(parameter.Name!);
        var type = parameter.ParameterType;
        if (type == typeof(Money) || type == typeof(Money?))
        {
            var amount = Column(columns, name + "_minor");
            var own = Array.IndexOf(columns, name + "_currency");
            var money = Expression.New(
                typeof(Money).GetConstructor([typeof(long), typeof(Currency)])!,
                Scalar.Read(row, amount, typeof(long)),
                Scalar.Read(row, own >= 0 ? own : Column(columns, "currency"), typeof(Currency)));
            return type == typeof(Money) ? money : Scalar.OrNull(row, amount, money, type);
        }

        return Array.IndexOf(columns, name) < 0 && parameter.HasDefaultValue
            ? Expression.Constant(parameter.DefaultValue, type)
            : Scalar.Read(row, Column(columns, name), type);
    }

    private static int Column(string[] columns, string name) => Array.IndexOf(columns, name) is var index and >= 0
        ? index
        : throw new InvalidOperationException($"{typeof(T).Name} needs a column '{name}'; the query returns {string.Join(", ", columns)}.");
}

internal static class Scalar
{
    private static readonly HashSet<Type> Known =
    [
        typeof(bool), typeof(short), typeof(int), typeof(long), typeof(decimal), typeof(double), typeof(float), typeof(string), typeof(Guid),
        typeof(DateTimeOffset), typeof(DateTime), typeof(DateOnly), typeof(TimeOnly), typeof(TimeSpan), typeof(byte[]), typeof(ulong), typeof(uint),
        typeof(string[]), typeof(Guid[]), typeof(long[]), typeof(int[]), typeof(bool[]), typeof(decimal[]), typeof(DateOnly[]),
    ];

    public static bool IsScalar(Type type)
    {
        var inner = Nullable.GetUnderlyingType(type) ?? type;
        return Known.Contains(inner) || inner == typeof(Currency) || typeof(IId).IsAssignableFrom(inner);
    }

    public static Expression Read(Expression row, int index, Type type)
    {
        var inner = Nullable.GetUnderlyingType(type);
        var value = Convert(row, index, inner ?? type);
        return inner is not null || !type.IsValueType ? OrNull(row, index, value, type) : value;
    }

    public static Expression OrNull(Expression row, int index, Expression value, Type type) => Expression.Condition(
        Expression.Call(row, nameof(NpgsqlDataReader.IsDBNull), null, Expression.Constant(index)),
        Expression.Default(type),
        value.Type == type ? value : Expression.Convert(value, type));

    private static Expression Convert(Expression row, int index, Type type)
    {
        if (Known.Contains(type))
            return Field(row, index, type);
        if (typeof(IId).IsAssignableFrom(type))
            return Expression.New(type.GetConstructor([typeof(Guid)])!, Field(row, index, typeof(Guid)));
        if (type == typeof(Currency))
            return Expression.New(typeof(Currency).GetConstructor([typeof(string)])!, Field(row, index, typeof(string)));
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(JsonRows<>))
            return Expression.New(type.GetConstructor([typeof(byte[])])!, Field(row, index, typeof(byte[])));
        return Expression.Call(FromJsonMethod.MakeGenericMethod(type), Field(row, index, typeof(string)));
    }

    private static MethodCallExpression Field(Expression row, int index, Type type) =>
        Expression.Call(row, nameof(NpgsqlDataReader.GetFieldValue), [type], Expression.Constant(index));

    private static readonly MethodInfo FromJsonMethod = typeof(Scalar).GetMethod(nameof(FromJson), BindingFlags.NonPublic | BindingFlags.Static)!;

    private static TValue FromJson<TValue>(string json) => JsonSerializer.Deserialize<TValue>(json, WireJson.Options)!;

    /// <summary><c>PlacedAt</c> → <c>placed_at</c>, as on the wire.</summary>
    public static string SnakeCase(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
