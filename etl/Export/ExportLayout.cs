using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Export;

/// <summary>How many persons go into a row group and into a file; a file's number is a multiple of a row group's.</summary>
internal sealed record ExportLayout(int PersonsPerRowGroup = 100_000, int PersonsPerPart = 1_000_000)
{
    /// <summary>Half as many where a person has two rows and more, so that row groups are of a size: they take memory while they wait.</summary>
    public int PersonsPerRowGroupOf(ITable table) => ReferenceEquals(table, PersonTables.Address) ? Math.Max(1, PersonsPerRowGroup / 2) : PersonsPerRowGroup;
}
