namespace PersonEtl.Etl.World.Places;

/// <summary>The municipality numbers a piece of land has borne, newest first: the last, and from when each held.</summary>
internal sealed class Lineage
{
    private Lineage(IReadOnlyList<(string Code, DateOnly From)> steps) => Steps = steps;

    public IReadOnlyList<(string Code, DateOnly From)> Steps { get; }

    public string Today => Steps[0].Code;

    public string CodeOn(DateOnly date)
    {
        foreach (var (code, from) in Steps)
        {
            if (from <= date) return code;
        }
        return Steps[^1].Code;
    }

    /// <summary>Every piece of land of a municipality of a day: one for each way its changes lead back.</summary>
    public static IReadOnlyList<Lineage> Of(string code, DateOnly day) => [.. Trace(code, day == DateOnly.MaxValue ? day : day.AddDays(1)).Select(steps => new Lineage(steps))];

    private static IEnumerable<IReadOnlyList<(string Code, DateOnly From)>> Trace(string code, DateOnly before)
    {
        var changes = MunicipalityFacts.Changes
            .Where(c => string.Equals(c.New, code, StringComparison.Ordinal) && c.Occurred < before)
            .GroupBy(c => c.Occurred)
            .Where(day => day.Any(c => !string.Equals(c.Old, code, StringComparison.Ordinal)))
            .MaxBy(day => day.Key);
        if (changes is null) return [[(code, DateOnly.MinValue)]];
        return changes.SelectMany(change => Trace(change.Old, changes.Key).Select(earlier =>
            string.Equals(earlier[0].Code, code, StringComparison.Ordinal)
                ? earlier
                : (IReadOnlyList<(string, DateOnly)>)[(code, changes.Key), .. earlier]));
    }
}
