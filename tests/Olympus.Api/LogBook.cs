using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Olympus.Api;

/// <summary>Keeps every line that a server logs, with its exception and its scopes, so that tests can look for what must not stand there.</summary>
internal sealed class LogBook : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<string> _lines = new();
    private IExternalScopeProvider? _scopes;

    /// <summary>The lines in which one of these texts stands.</summary>
    public List<string> With(params IEnumerable<string> texts)
    {
        var wanted = texts.Where(text => text.Length > 0).ToArray();
        return [.. _lines.Where(line => wanted.Any(text => line.Contains(text, StringComparison.OrdinalIgnoreCase)))];
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
    }

    private sealed class Logger(LogBook book, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => book._scopes?.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var line = new StringBuilder($"{logLevel} {category}: {formatter(state, exception)} {exception}");
            book._scopes?.ForEachScope((scope, text) => text.Append(" [").Append(scope).Append(']'), line);
            book._lines.Enqueue(line.ToString());
        }
    }
}
