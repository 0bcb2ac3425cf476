using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace PersonEtl.MartApi.Web;

/// <summary>One line a log entry, in which eleven digits in a row are masked whoever wrote them.</summary>
internal sealed partial class MaskedLines(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "masked";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var line = new StringBuilder()
            .Append(time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)).Append(' ')
            .Append(logEntry.LogLevel).Append(' ').Append(logEntry.Category).Append(' ')
            .Append(logEntry.Formatter(logEntry.State, logEntry.Exception));
        if (logEntry.Exception is { } thrown) line.Append(' ').Append(thrown);
        textWriter.WriteLine(Mask(line.ToString()).ReplaceLineEndings(" | "));
    }

    public static string Mask(string text) => ElevenDigits().Replace(text, "***********");

    [GeneratedRegex("[0-9]{11}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ElevenDigits();
}
