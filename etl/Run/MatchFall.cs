using System.Globalization;

namespace PersonEtl.Etl.Run;

/// <summary>
/// Where a smaller share of the current addresses has a unit than on the last night that ended well: of each kind in all, and in each municipality.
/// </summary>
internal static class MatchFall
{
    /// <summary>Fewer addresses than this, before or now, tell nothing.</summary>
    public const long Fewest = 200;

    /// <summary>What one may fall in all, and in a municipality.</summary>
    public const double InAll = 0.02;
    public const double InMunicipality = 0.10;

    /// <summary>Addresses that must lack: in few, some that change from a night to the next are a large share.</summary>
    private const double FewestLost = 10;

    private const int MostNamed = 5;

    /// <summary>A sentence for each kind that fell; none when nothing did.</summary>
    /// <param name="before">The rates of the last night that ended well; of a first night none.</param>
    /// <param name="now">The rates of this one. Rates of before and now under one municipality number are of one municipality; those without number count in all alone.</param>
    public static IEnumerable<string> Find(IReadOnlyList<PlaceRate> before, IReadOnlyList<PlaceRate> now)
    {
        foreach (var kind in before.Select(r => r.Kind).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var (earlier, later) = (Of(before, kind), Of(now, kind));
            var falls = new List<string>();
            if (Fell(Sum(earlier), Sum(later), InAll) is { } inAll) falls.Add(inAll + " in all");
            var places = Places(later).ToDictionary(p => p.Municipality, p => p.Rate, StringComparer.Ordinal);
            var fallen = Places(earlier).Where(p => places.ContainsKey(p.Municipality))
                .Select(p => (p.Municipality, Fall: Fell(p.Rate, places[p.Municipality], InMunicipality))).Where(p => p.Fall is not null).ToList();
            falls.AddRange(fallen.Take(MostNamed).Select(p => $"{p.Fall} in {p.Municipality}"));
            if (fallen.Count > MostNamed) falls.Add(string.Create(CultureInfo.InvariantCulture, $"and so in {fallen.Count - MostNamed} more municipalities"));
            if (falls.Count > 0) yield return $"current {kind} addresses that have a unit fell {string.Join(", ", falls)}";
        }
    }

    private static List<PlaceRate> Of(IReadOnlyList<PlaceRate> rates, string kind) => [.. rates.Where(r => string.Equals(r.Kind, kind, StringComparison.Ordinal))];

    private static (long CanHave, long Has) Sum(IEnumerable<PlaceRate> rates) => rates.Aggregate((CanHave: 0L, Has: 0L), (sum, r) => (sum.CanHave + r.CanHaveUnit, sum.Has + r.WithUnit));

    private static IEnumerable<(string Municipality, (long CanHave, long Has) Rate)> Places(IEnumerable<PlaceRate> rates)
        => from rate in rates
           where rate.MunicipalityNumber is not null
           group rate by rate.MunicipalityNumber into place
           orderby place.Key
           select (place.Key, Sum(place));

    private static string? Fell((long CanHave, long Has) before, (long CanHave, long Has) now, double most)
    {
        if (before.CanHave < Fewest || now.CanHave < Fewest) return null;
        var (was, isNow) = ((double)before.Has / before.CanHave, (double)now.Has / now.CanHave);
        var lost = (was * now.CanHave) - now.Has;
        return was - isNow > most && lost > FewestLost ? string.Create(CultureInfo.InvariantCulture, $"from {100 * was:0.0} % to {100 * isNow:0.0} %") : null;
    }
}
