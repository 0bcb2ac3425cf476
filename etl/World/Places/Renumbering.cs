namespace PersonEtl.Etl.World.Places;

/// <summary>What the delivered changes of KLASS tell of a municipality number that is out of use.</summary>
internal static class Renumbering
{
    /// <summary>From when changes are delivered: older ones are known from the codes alone, as a request with a later start leaves them.</summary>
    public static readonly DateOnly ChangesFrom = new(2018, 1, 1);

    /// <summary>Whether changes lead from the number to those of the as-of date.</summary>
    public static bool IsTold(string code, DateOnly asOf) => MunicipalityFacts.Changes
        .Any(c => c.Occurred >= ChangesFrom && c.Occurred <= asOf && string.Equals(c.Old, code, StringComparison.Ordinal) && !string.Equals(c.New, code, StringComparison.Ordinal));

    /// <summary>Whether the number became one of the as-of date's by new numbers alone: nothing was merged or split, at any step.</summary>
    public static bool IsOneToOne(string code, DateOnly asOf)
    {
        if (!IsTold(code, asOf)) return false;
        var since = MunicipalityFacts.Codes.Where(c => string.Equals(c.Code, code, StringComparison.Ordinal)).Min(c => c.From);
        while (MunicipalityFacts.Changes.Where(c => c.Occurred > since && c.Occurred >= ChangesFrom && c.Occurred <= asOf && IsNamed(c, code)).GroupBy(c => c.Occurred).MinBy(day => day.Key) is { } day)
        {
            var became = day.Where(c => string.Equals(c.Old, code, StringComparison.Ordinal)).Select(c => c.New).ToList();
            if (became is not [var next] || MunicipalityFacts.Changes.Count(c => c.Occurred == day.Key && string.Equals(c.New, next, StringComparison.Ordinal)) > 1) return false;
            (code, since) = (next, day.Key);
        }
        return true;
    }

    private static bool IsNamed(MunicipalityChange change, string code) => string.Equals(change.Old, code, StringComparison.Ordinal) || string.Equals(change.New, code, StringComparison.Ordinal);
}
