namespace PersonEtl.Etl.Enrich;

/// <summary>Changes by the codes they name and the day they happened.</summary>
internal sealed class CodeChangeIndex
{
    private readonly ILookup<int, DateOnly> days;
    private readonly ILookup<(int, DateOnly), int?> newOf;
    private readonly HashSet<(int, DateOnly)> created;

    public CodeChangeIndex(IEnumerable<CodeChange> changes)
    {
        var all = changes.Distinct().ToArray();
        days = all.SelectMany(c => new[] { (Code: c.Old, c.Date), (Code: c.New, c.Date) }).Where(d => d.Code is not null).Distinct().OrderBy(d => d.Date).ToLookup(d => d.Code!.Value, d => d.Date);
        newOf = all.Where(c => c.Old is not null).ToLookup(c => (c.Old!.Value, c.Date), c => c.New);
        created = [.. all.Where(c => c.New is not null).Select(c => (c.New!.Value, c.Date))];
    }

    /// <summary>The days on which changes name the code, in order.</summary>
    public IEnumerable<DateOnly> DaysOf(int code) => days[code];

    /// <summary>What the code became on the day.</summary>
    public IEnumerable<int> NewOf(int code, DateOnly day) => newOf[(code, day)].OfType<int>();

    public bool Ceases(int code, DateOnly day) => newOf[(code, day)].Contains(null);

    public bool IsOld(int code, DateOnly day) => newOf.Contains((code, day));

    public bool IsNew(int code, DateOnly day) => created.Contains((code, day));
}
