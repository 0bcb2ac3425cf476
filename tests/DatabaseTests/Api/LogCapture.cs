using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PersonEtl.MartApi.Web;

namespace PersonEtl.DatabaseTests.Api;

/// <summary>Everything that is logged at any level: as the logger was given it, and as the API's own lines show it.</summary>
internal sealed class LogCapture : ILoggerProvider
{
    private readonly MaskedLines lines = new(TimeProvider.System);

    public ConcurrentQueue<(string Category, LogLevel Level, string Raw, string Shown)> Entries { get; } = new();

    public ILogger CreateLogger(string categoryName) => new Capturing(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Capturing(LogCapture capture, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            using var shown = new StringWriter();
            capture.lines.Write(new LogEntry<TState>(logLevel, category, eventId, state, exception, formatter), null, shown);
            capture.Entries.Enqueue((category, logLevel, formatter(state, exception) + exception, shown.ToString()));
        }
    }
}
