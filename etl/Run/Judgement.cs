using System.Globalization;
using Npgsql;
using PersonEtl.Etl.Enrich;

namespace PersonEtl.Etl.Run;

/// <summary>Stores and tells what a run found of the public rows, and what of it an operator must judge before it is published.</summary>
internal sealed class Judgement(NpgsqlDataSource dataSource, Guid run, RunConsole console)
{
    /// <summary>A sentence for each doubt; none when the night may publish.</summary>
    /// <param name="counts">What was found.</param>
    /// <param name="compared">How the persons stand to those published; null when nobody compared them.</param>
    /// <param name="geography">Tells which municipality of today a number stands for: a reform is no fall, and one that was split is compared in all alone.</param>
    /// <param name="asOf">This run's as-of date.</param>
    /// <param name="servedAsOf">The served generation's; null on a first night.</param>
    /// <param name="osloTable">Whether Oslo's table of service districts was delivered.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<string>> DoubtsAsync(EnrichmentCounts counts, CompareCounts? compared, Geography geography, DateOnly asOf, DateOnly? servedAsOf, bool osloTable, CancellationToken cancellationToken)
    {
        var (before, now) = await new CountLog(dataSource, run).WriteAsync(counts, cancellationToken);
        var (guarantees, checks) = (counts.Guarantees().ToList(), counts.CrossChecks().ToList());
        console.Note(FindingText.Of(guarantees));
        console.Note(FindingText.CrossCheck(checks.Sum(c => c.Agrees), checks.Sum(c => c.Disagrees), checks.Sum(c => c.NotFound)));
        List<string> doubts = [.. compared is null ? [] : VolumeGuard.Persons(compared), .. servedAsOf is { } then ? Falls(before, then, now, asOf, geography) : []];
        if (BrokenGuarantee.Find(guarantees, osloTable) is { } broken) doubts.Add(broken);
        return doubts;
    }

    /// <summary>Each compared under the municipality that its number stands for today, by the changes of KLASS.</summary>
    private static IEnumerable<string> Falls(CountedPlaces before, DateOnly then, CountedPlaces now, DateOnly asOf, Geography geography)
    {
        return MatchFall.Find(Rates(before, then), Rates(now, asOf)).Concat(VolumeGuard.Municipalities(Residents(before, then), Residents(now, asOf)));

        IReadOnlyList<PlaceRate> Rates(CountedPlaces counted, DateOnly at) => [.. counted.Rates.Select(r => r with { MunicipalityNumber = TodayOf(r.MunicipalityNumber, at) })];

        IReadOnlyList<PlaceCount> Residents(CountedPlaces counted, DateOnly at) => [.. counted.Residents.Select(r => r with { MunicipalityNumber = TodayOf(r.MunicipalityNumber, at) })];

        string? TodayOf(string? number, DateOnly at)
            => number is null ? null : geography.Today(int.Parse(number, CultureInfo.InvariantCulture), at).Only?.ToString("0000", CultureInfo.InvariantCulture);
    }
}
