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

    public Task<StagingCopy> BeginAsync(NpgsqlDataSource dataSource, ITable table, CancellationToken cancellationToken)
        => isFirst && Staging.OfPersons.Contains(table)
            ? StagingCopy.BeginEmptyAsync(dataSource, table.FullName, $"({string.Join(", ", table.Descriptions.Select(c => c.Name))})", cancellationToken)
            : StagingCopy.BeginAsync(dataSource, table, cancellationToken);

    /// <summary>For whom the rows are.</summary>
    public Task<StagingCopy> BeginPersonsAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
        => isFirst ? StagingCopy.BeginEmptyAsync(dataSource, FirstLoad.Hashes, CopiedHashes, cancellationToken) : StagingCopy.BeginAsync(dataSource, ChangedPersons.Copied, cancellationToken);

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
