namespace PersonEtl.Etl.Reports;

/// <summary>A column of a report's answer.</summary>
internal sealed record ReportColumn(string Name, bool IsNumber);
