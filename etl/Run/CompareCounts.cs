namespace PersonEtl.Etl.Run;

/// <summary>How the persons to be published stand to those that are, by their public rows alone.</summary>
/// <param name="Before">Published persons; none on a first night.</param>
/// <param name="New">Persons who come.</param>
/// <param name="Changed">Persons who stay, and whose public rows differ.</param>
/// <param name="Gone">Persons who go.</param>
internal sealed record CompareCounts(long Before, long New, long Changed, long Gone)
{
    public long After => Before + New - Gone;
}
