namespace PersonEtl.Etl.Reports;

/// <summary>A table in plain characters: columns two blanks apart, numbers to the right.</summary>
internal static class PlainTable
{
    public static IEnumerable<string> Lines(ReportAnswer answer)
    {
        var names = answer.Columns.Select(c => c.Name).ToList();
        var rows = answer.Rows.Select(r => answer.Shown(r)).ToList();
        var widths = names.Select((name, i) => rows.Select(r => r[i].Length).Append(name.Length).Max()).ToList();
        return rows.Prepend([.. widths.Select(w => new string('-', w))]).Prepend(names)
            .Select(row => string.Join("  ", row.Select((value, i) => answer.Columns[i].IsNumber ? value.PadLeft(widths[i]) : value.PadRight(widths[i]))).TrimEnd());
    }
}
