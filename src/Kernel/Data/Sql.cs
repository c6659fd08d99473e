using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Olympus.Kernel.Http;
using Olympus.Kernel.Values;

namespace Olympus.Kernel.Data;

/// <summary>A statement with its positional parameters (<c>$1</c>, <c>$2</c> …). The text is always a constant: values never become text.</summary>
public readonly record struct Sql(string Text, params object?[] Values)
{
    /// <summary>One parameter that is a list of texts: without this, the array would itself be taken for the parameters.</summary>
    public Sql(string text, string[] texts)
        : this(text, [texts])
    {
    }

    internal NpgsqlBatchCommand ToCommand()
    {
        var command = new NpgsqlBatchCommand(Text);
        foreach (var value in Values)
            command.Parameters.Add(Parameter(value));
        return command;
    }

    private static NpgsqlParameter Parameter(object? value) => value switch
    {
        null => new NpgsqlParameter { Value = DBNull.Value },
        IId id => new NpgsqlParameter<Guid> { TypedValue = id.Value },
        Guid guid => new NpgsqlParameter<Guid> { TypedValue = guid },
        string text => new NpgsqlParameter<string> { TypedValue = text, NpgsqlDbType = NpgsqlDbType.Text },
        long number => new NpgsqlParameter<long> { TypedValue = number },
        int number => new NpgsqlParameter<int> { TypedValue = number },
        bool flag => new NpgsqlParameter<bool> { TypedValue = flag },
        DateTimeOffset at => new NpgsqlParameter<DateTimeOffset> { TypedValue = at.ToUniversalTime() },
        Currency currency => new NpgsqlParameter<string> { TypedValue = currency.Code, NpgsqlDbType = NpgsqlDbType.Text },
        Json json => new NpgsqlParameter<string> { TypedValue = json.Text, NpgsqlDbType = NpgsqlDbType.Jsonb },
        DateTimeOffset[] times => new NpgsqlParameter { Value = Array.ConvertAll(times, at => at.ToUniversalTime()) },
        string[] => new NpgsqlParameter { Value = value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
        Json[] jsons => new NpgsqlParameter
        {
            Value = Array.ConvertAll(jsons, json => json.Text),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb,
        },
        Array array when array.GetType().GetElementType() is { } element && typeof(IId).IsAssignableFrom(element) =>
            new NpgsqlParameter { Value = array.Cast<IId>().Select(id => id.Value).ToArray() },
        Array array when NullableId(array) =>
            new NpgsqlParameter { Value = array.Cast<IId?>().Select(id => id?.Value).ToArray() },
        _ => new NpgsqlParameter { Value = value },
    };

    private static bool NullableId(Array array) =>
        array.GetType().GetElementType() is { } element
        && Nullable.GetUnderlyingType(element) is { } underlying
        && typeof(IId).IsAssignableFrom(underlying);
}

/// <summary>A value sent as <c>jsonb</c>, written with the same options as the wire.</summary>
public readonly record struct Json(string Text)
{
    public static Json Of<T>(T value) => new(JsonSerializer.Serialize(value, WireJson.Options));
}
