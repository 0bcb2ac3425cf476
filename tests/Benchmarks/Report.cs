using System.Globalization;
using System.Text.Json;

namespace PersonEtl.Benchmarks;

/// <summary>Prints results as a Markdown table, or as JSON.</summary>
internal static class Report
{
    public static void Print(IReadOnlyList<Result> results, bool asJson, TextWriter to)
    {
        if (asJson)
        {
            to.WriteLine(JsonSerializer.Serialize(results, JsonSerializerOptions.Web));
            return;
        }
        List<string[]> rows = [["name", "against", "ours, ms", "theirs, ms", "ratio", "spread", "processor ratio", "items", "bytes an item", "theirs"], .. results.Select(Row)];
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(r => r[column].Length)).ToArray();
        rows.Insert(1, [.. widths.Select((w, column) => column < 2 ? new string('-', w) : new string('-', w - 1) + ':')]);
        foreach (var row in rows) to.WriteLine($"| {string.Join(" | ", row.Select((text, column) => column < 2 ? text.PadRight(widths[column]) : text.PadLeft(widths[column])))} |");
    }

    private static string[] Row(Result result) =>
    [
        result.Name,
        result.Against,
        Text($"{result.Ours:0.0}"),
        Text($"{result.Theirs:0.0}"),
        Text($"{result.Ratio:0.00}"),
        Text($"{result.LeastRatio:0.00}–{result.GreatestRatio:0.00}"),
        result.ProcessorRatio is { } ratio ? Text($"{ratio:0.00}") : "–",
        Text($"{result.Items} {result.Item}"),
        Text($"{result.BytesPerItem:0}"),
        Text($"{result.TheirBytesPerItem:0}"),
    ];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
