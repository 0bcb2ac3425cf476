using System.Globalization;

namespace PersonEtl.MartApi.Mart;

/// <summary>The generation that an answer was read from, in the answer's own transaction.</summary>
internal sealed record Snapshot(int Generation, DateOnly AsOfDate)
{
    /// <summary>The served generation, as every query of an answer begins.</summary>
    public const string Select = "select generation, as_of_date from mart.generation order by generation desc limit 1";

    public string AsOfText => AsOfDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public void WriteHeaders(HttpResponse response)
    {
        response.Headers["Mart-Generation"] = Generation.ToString(CultureInfo.InvariantCulture);
        response.Headers["Mart-As-Of"] = AsOfText;
    }
}
