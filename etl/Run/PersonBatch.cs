using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Export;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Publish;

namespace PersonEtl.Etl.Run;

/// <summary>What the persons of one block give to each table: COPY's bytes, and columns for Parquet. Used again when every sink is done with it.</summary>
internal sealed class PersonBatch
{
    private readonly CopyRows[] copies = [.. PersonFeed.All.Select(_ => new CopyRows())];
    private readonly ColumnRows?[] columns = [.. PersonFeed.All.Select(f => f.IsPublic ? new ColumnRows(f.Table) : null)];
    private readonly List<int>[] endOfPerson = [.. PersonFeed.All.Select(_ => new List<int>())];
    private int waiting;

    public int Persons { get; private set; }

    public EnrichmentCounts Counts { get; } = new();

    public CopyRows Copy(int feed) => copies[feed];

    public ColumnRows Columns(int feed) => columns[feed] ?? throw new ArgumentOutOfRangeException(nameof(feed), "A protected table is never exported.");

    /// <summary>How many rows the persons gave to the feed's table.</summary>
    public int Made(int feed) => copies[feed].Rows;

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
    }

    public void Add(Person person)
    {
        for (var feed = 0; feed < copies.Length; feed++)
        {
            PersonFeed.All[feed].Write(person, copies[feed]);
            if (columns[feed] is not { } rows) continue;
            PersonFeed.All[feed].Write(person, rows);
            endOfPerson[feed].Add(rows.Rows);
        }
        Persons++;
    }

    /// <summary>A sink is done; true for the last one.</summary>
    public bool Release() => Interlocked.Decrement(ref waiting) == 0;
}
