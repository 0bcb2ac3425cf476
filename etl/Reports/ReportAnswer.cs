using CsvHelper;

namespace PersonEtl.Etl.Reports;

/// <summary>What a report answered: its columns and rows as texts, null for null.</summary>
internal sealed record ReportAnswer(int Generation, DateOnly AsOf, IReadOnlyList<ReportColumn> Columns, IReadOnlyList<string?[]> Rows)
{
    /// <summary>What stands for a number that isn't shown, as in tables of Statistics Norway.</summary>
    public const string NotShown = ":";

    /// <summary>A row's values as a person reads them.</summary>
    public IReadOnlyList<string> Shown(string?[] row) => [.. row.Select((value, i) => value ?? (Columns[i].IsNumber ? NotShown : ""))];

    /// <summary>Writes CSV by RFC 4180 in UTF-8, after a line of the columns' names; null is empty.</summary>
    public async Task WriteCsvAsync(Stream stream, CancellationToken cancellationToken)
    {
        await using var csv = CsvWriter.Create(stream, CsvWriterOptions.Default, leaveOpen: true);
        await csv.WriteRecordAsync([.. Columns.Select(c => c.Name)], cancellationToken);
        foreach (var row in Rows) await csv.WriteRecordAsync(row, cancellationToken);
    }
}
