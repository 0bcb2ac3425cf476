using Npgsql;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Publish;

/// <summary>Where a load's rows go: into staging, to be compared with what is served; those of a first load into the served tables, a table's emptying and COPY in one transaction.</summary>
internal sealed class PersonTarget
{
    public static readonly PersonTarget Staged = new(isFirst: false);

    /// <summary>Of a first load.</summary>
    public static readonly PersonTarget Served = new(isFirst: true);

    private const string CopiedHashes = $"(person_id, {PersonHash.Columns})";

    private readonly bool isFirst;

    private PersonTarget(bool isFirst) => this.isFirst = isFirst;

    public StagingCopy CopyOf(NpgsqlDataSource dataSource, ITable table)
        => isFirst && Staging.OfPersons.Contains(table) ? StagingCopy.IntoEmptied(dataSource, table.FullName, StagingCopy.ColumnsOf(table)) : StagingCopy.Into(dataSource, table);

    /// <summary>For whom the rows are.</summary>
    public StagingCopy CopyOfPersons(NpgsqlDataSource dataSource)
        => isFirst ? StagingCopy.IntoEmptied(dataSource, FirstLoad.Hashes, CopiedHashes) : StagingCopy.Into(dataSource, ChangedPersons.Copied);

    public void WritePerson(CopyRows rows, Guid person, Comparison comparison, PersonHash hash)
    {
        if (!isFirst)
        {
            ChangedPersons.Write(rows, person, comparison, hash);
            return;
        }
        rows.BeginRow(5);
        rows.Uuid(person);
        hash.Write(rows);
    }
}
