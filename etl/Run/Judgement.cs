using System.Globalization;
using Npgsql;
using PersonEtl.Etl.Enrich;

namespace PersonEtl.Etl.Run;

/// <summary>Stores and tells what a run found of the public addresses, and what of it an operator must judge before it is published.</summary>
internal sealed class Judgement(NpgsqlDataSource dataSource, Guid run, RunConsole console)
{
    /// <summary>A sentence for each doubt; none when the night may publish.</summary>
    /// <param name="counts">What was found.</param>
    /// <param name="geography">Tells which municipality of today a number stands for: a reform is no fall, and one that was split is compared in all alone.</param>
    /// <param name="asOf">This run's as-of date.</param>
    /// <param name="servedAsOf">The served generation's; null on a first night.</param>
    /// <param name="osloTable">Whether Oslo's table of service districts was delivered.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<string>> DoubtsAsync(EnrichmentCounts counts, Geography geography, DateOnly asOf, DateOnly? servedAsOf, bool osloTable, CancellationToken cancellationToken)
    {
        var (before, now) = await new CountLog(dataSource, run).WriteAsync(counts, cancellationToken);
        var (guarantees, checks) = (counts.Guarantees().ToList(), counts.CrossChecks().ToList());
        console.Note(FindingText.Of(guarantees));
        console.Note(FindingText.CrossCheck(checks.Sum(c => c.Agrees), checks.Sum(c => c.Disagrees), checks.Sum(c => c.NotFound)));
        var falls = servedAsOf is { } then ? MatchFall.Find(Today(before, then), Today(now, asOf)) : [];
        return [.. falls, .. BrokenGuarantee.Find(guarantees, osloTable) is { } broken ? new[] { broken } : []];

        IReadOnlyList<PlaceRate> Today(IReadOnlyList<PlaceRate> rates, DateOnly at)
            => [.. rates.Select(r => r with { MunicipalityNumber = r.MunicipalityNumber is { } number ? TodayOf(number, at) : null })];

        string? TodayOf(string number, DateOnly at) => geography.Today(int.Parse(number, CultureInfo.InvariantCulture), at).Only?.ToString("0000", CultureInfo.InvariantCulture);
    }
}
