using Dapper;
using Npgsql;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Publish;

namespace PersonEtl.Etl.Verify.Rebuild;

/// <summary>
/// Compares every table of two marts row by row: those of persons by the sums of their rows' hashes, range after range, and where these differ by columns.
/// Persons that the first one keeps because their document can't be read now are no difference: only it knows what an earlier one said.
/// </summary>
internal sealed class MartComparison(NpgsqlConnection served, NpgsqlConnection rebuilt, RowHasher hasher)
{
    private const int ShownPersons = 1000;
    private const string Stale = "select person_id from mart.person where stale_since is not null";
    private const string Unread = "select exists (select from ops.quarantine where source = 'freg')";
    private const string Persons = "select count(*) from mart.person";

    private readonly PublishedRows servedRows = new(served, hasher);
    private readonly PublishedRows rebuiltRows = new(rebuilt, hasher);

    /// <summary>The persons that only the first one keeps.</summary>
    public HashSet<Guid> Kept { get; private set; } = [];

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        Kept = (await served.QueryAsync<Guid>(new CommandDefinition(Stale, commandTimeout: 0, cancellationToken: cancellationToken))).ToHashSet();
        var keepsOthers = await rebuilt.ExecuteScalarAsync<bool>(new(Unread, cancellationToken: cancellationToken));
        var ranges = PersonRange.Of(await served.ExecuteScalarAsync<long>(new(Persons, commandTimeout: 0, cancellationToken: cancellationToken))).ToList();
        var findings = new List<Finding>();
        foreach (var table in Staging.OfPersons)
        {
            var differing = new List<Guid>();
            foreach (var range in ranges) await DifferAsync(table, range, keepsOthers, differing, cancellationToken);
            var differences = new RowDifferences(table);
            foreach (var some in differing.Chunk(ShownPersons)) await differences.CompareAsync(served, rebuilt, "person_id = any(@persons)", some, cancellationToken);
            findings.AddRange(differences.Findings());
        }
        foreach (var table in Staging.Whole)
        {
            var differences = new RowDifferences(table);
            await differences.CompareAsync(served, rebuilt, ReferenceEquals(table, PersonTables.Alias) ? "survivor_id <> all(@persons)" : "cardinality(@persons) >= 0", [.. Kept], cancellationToken);
            findings.AddRange(differences.Findings());
        }
        return findings;
    }

    private async Task DifferAsync(ITable table, PersonRange range, bool keepsOthers, List<Guid> differing, CancellationToken cancellationToken)
    {
        var ours = await servedRows.HashAsync(table, range, cancellationToken);
        var others = await rebuiltRows.HashAsync(table, range, cancellationToken);
        foreach (var (person, hash) in ours)
        {
            if (others.Remove(person, out var other) && other == hash) continue;
            // mart.person comes first: who is kept is known before its other rows are looked at
            if (other == default && keepsOthers && ReferenceEquals(table, PersonTables.Person)) Kept.Add(person);
            if (!Kept.Contains(person)) differing.Add(person);
        }
        differing.AddRange(others.Keys.Where(p => !Kept.Contains(p)));
    }
}
