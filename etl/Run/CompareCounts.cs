using PersonEtl.Etl.Publish;

namespace PersonEtl.Etl.Run;

/// <summary>How the persons to be published stand to those that are, by their hashes.</summary>
/// <param name="Before">Published persons; none on a first night.</param>
/// <param name="New">Persons who come.</param>
/// <param name="Changed">Persons who stay, and whose rows differ.</param>
/// <param name="Gone">Persons who go.</param>
internal sealed record CompareCounts(long Before, long New, long Changed, long Gone)
{
    public static CompareCounts Of(long before, PersonLoad load, long gone) => new(before, load.Compared(Comparison.New), load.Compared(Comparison.Changed), gone);

    public long After => Before + New - Gone;
}
