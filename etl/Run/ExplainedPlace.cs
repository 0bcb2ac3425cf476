namespace PersonEtl.Etl.Run;

/// <summary>How a municipality number of FREG is told, with what KLASS makes of it.</summary>
internal static class ExplainedPlace
{
    public static string Tell(IPlaced row)
        => row.MunicipalityName is null
            ? $"municipality {row.MunicipalityNumber} without a name ({row.CodeResolution}: {Step(row.CodeResolution)})"
            : $"municipality {row.MunicipalityNumber} {row.MunicipalityName} in {row.CountyName ?? "a county without a name"}, {Step(row.CodeResolution)} ({row.CodeResolution}); the number is {row.CodeState}{Today(row)}";

    private static string Today(IPlaced row)
        => row.MunicipalityNumberToday is null ? ", which municipality it is today isn't known"
        : string.Equals(row.MunicipalityNumberToday, row.MunicipalityNumber, StringComparison.Ordinal) ? "" : $", today {row.MunicipalityNumberToday} {row.MunicipalityNameToday}";

    private static string Step(string? resolution) => resolution switch
    {
        "as-of" => "as on the as-of date",
        "valid-from" => "as when the row began to hold",
        "registered-at" => "as when it was registered",
        "fact-date" => "as on the day it happened",
        "latest" => "as when the number was last in use",
        "ambiguous-code" => "the number was another place's when it happened than when it was registered",
        _ => "KLASS knows no such number",
    };
}
