using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Export;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Publish;

namespace PersonEtl.Etl.Run;

/// <summary>
/// What the persons of one block give to each table: COPY's bytes of those who differ from what is published, and columns of all for Parquet.
/// Used again when every sink is done with it.
/// </summary>
internal sealed class PersonBatch
{
    private readonly CopyRows[] copies = [.. PersonFeed.All.Select(_ => new CopyRows())];
    private readonly ColumnRows?[] columns = [.. PersonFeed.All.Select(f => f.IsPublic ? new ColumnRows(f.Table) : null)];
    private readonly List<int>[] endOfPerson = [.. PersonFeed.All.Select(_ => new List<int>())];
    private readonly long[] made = new long[PersonFeed.All.Count];
    private readonly int[] before = new int[PersonFeed.All.Count];
    private readonly long[] compared = new long[Enum.GetValues<Comparison>().Length];
    private int waiting;

    public int Persons { get; private set; }

    public EnrichmentCounts Counts { get; } = new();

    /// <summary>The persons who differ, and their hashes.</summary>
    public CopyRows Changed { get; } = new();

    public CopyRows Copy(int feed) => copies[feed];

    public ColumnRows Columns(int feed) => columns[feed] ?? throw new ArgumentOutOfRangeException(nameof(feed), "A protected table is never exported.");

    /// <summary>How many rows the persons gave to the feed's table.</summary>
    public long Made(int feed) => made[feed];

    /// <summary>How many of the persons stand so to what is published.</summary>
    public long Compared(Comparison comparison) => compared[(int)comparison];

    /// <summary>For each person, the row after its last in the feed's table.</summary>
    public IReadOnlyList<int> EndOfPerson(int feed) => endOfPerson[feed];

    public void Clear(int sinks)
    {
        Persons = 0;
        Counts.Clear();
        waiting = sinks;
        foreach (var copy in copies) copy.Clear();
        foreach (var column in columns) column?.Clear();
        foreach (var ends in endOfPerson) ends.Clear();
        Array.Clear(made);
        Array.Clear(compared);
        Changed.Clear();
    }

    public void Add(Person person, PersonComparison comparison, PersonTarget target)
    {
        var (stored, compared) = (default(PersonHash), default(PersonHash));
        for (var feed = 0; feed < copies.Length; feed++)
        {
            var of = PersonFeed.All[feed];
            before[feed] = copies[feed].Rows;
            of.Write(person, copies[feed]);
            made[feed] += copies[feed].Rows - before[feed];
            if (!of.IsStagedWhole)
            {
                stored += comparison.Stored.Of(of.Table, copies[feed], before[feed]);
                if (comparison.HasNewColumns) compared += comparison.Compared.Of(of.Table, copies[feed], before[feed]);
            }
            if (columns[feed] is not { } rows) continue;
            of.Write(person, rows);
            endOfPerson[feed].Add(rows.Rows);
        }
        var result = comparison.Published.Compare(person.Id, comparison.HasNewColumns ? compared : stored);
        this.compared[(int)result]++;
        if (result == Comparison.Unchanged && !comparison.HasNewColumns) KeepWhatIsStagedWhole();
        else target.WritePerson(Changed, person.Id, result, stored);
        Persons++;
    }

    /// <summary>A sink is done; true for the last one.</summary>
    public bool Release() => Interlocked.Decrement(ref waiting) == 0;

    private void KeepWhatIsStagedWhole()
    {
        for (var feed = 0; feed < copies.Length; feed++)
        {
            if (!PersonFeed.All[feed].IsStagedWhole) copies[feed].Keep(before[feed]);
        }
    }
}
