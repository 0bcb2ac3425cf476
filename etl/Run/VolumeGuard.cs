using System.Globalization;

namespace PersonEtl.Etl.Run;

/// <summary>
/// Where what is to be published is so much less, more or other than what is served that half a delivery, or another country's, is likelier than life.
/// Of a first night it knows nothing.
/// </summary>
internal static class VolumeGuard
{
    /// <summary>The shares of persons by which all of them, and the residents of a municipality, may become fewer or more.</summary>
    public const double MostLost = 0.02;
    public const double MostGained = 0.10;

    /// <summary>The shares of published persons whom deltas may change and remove.</summary>
    public const double MostChangedByDelta = 0.05;
    public const double MostRemovedByDelta = 0.001;

    /// <summary>Persons it must be about: in few, what comes and goes from night to night is a large share.</summary>
    public const long Fewest = 200;

    private const int MostNamed = 5;

    /// <summary>Of the persons in all, of any pass.</summary>
    public static IEnumerable<string> Persons(CompareCounts counts)
    {
        if (Moved(counts.Before, counts.After) is { } moved) yield return $"persons {moved}";
    }

    /// <summary>Of a pass that only reads deltas.</summary>
    public static IEnumerable<string> Delta(CompareCounts counts)
    {
        if (counts.Before == 0) yield break;
        if (IsMore(counts.New + counts.Changed, MostChangedByDelta)) yield return Told("add or change", counts.New + counts.Changed, MostChangedByDelta);
        if (IsMore(counts.Gone, MostRemovedByDelta)) yield return Told("remove", counts.Gone, MostRemovedByDelta);

        bool IsMore(long persons, double most) => persons >= Fewest && persons > counts.Before * most;

        string Told(string what, long persons, double most) => string.Create(CultureInfo.InvariantCulture, $"deltas {what} {persons} of {counts.Before} persons, more than {most:0.###%}");
    }

    /// <summary>Of residents by municipality: those of before and now under one number are of one municipality. One that is new is compared with nothing.</summary>
    public static IEnumerable<string> Municipalities(IReadOnlyList<PlaceCount> before, IReadOnlyList<PlaceCount> now)
    {
        var later = Places(now).ToDictionary(p => p.Number, p => p.Residents, StringComparer.Ordinal);
        var moved = Places(before).OrderBy(p => p.Number, StringComparer.Ordinal)
            .Select(p => (p.Number, Moved: Moved(p.Residents, later.GetValueOrDefault(p.Number)))).Where(p => p.Moved is not null).ToList();
        if (moved.Count == 0) yield break;
        var more = moved.Count > MostNamed ? string.Create(CultureInfo.InvariantCulture, $", and so in {moved.Count - MostNamed} more municipalities") : "";
        yield return $"current residents {string.Join(", ", moved.Take(MostNamed).Select(p => $"{p.Moved} in {p.Number}"))}{more}";
    }

    private static IEnumerable<(string Number, long Residents)> Places(IEnumerable<PlaceCount> counts)
        => counts.Where(c => c.MunicipalityNumber is not null).GroupBy(c => c.MunicipalityNumber!, StringComparer.Ordinal).Select(p => (p.Key, p.Sum(c => c.Residents)));

    private static string? Moved(long before, long now)
    {
        if (before == 0 || Math.Abs(now - before) < Fewest) return null;
        var share = (double)(now - before) / before;
        return share < -MostLost || share > MostGained ? string.Create(CultureInfo.InvariantCulture, $"{(share < 0 ? "fell" : "rose")} by {100 * Math.Abs(share):0.0} %") : null;
    }
}
