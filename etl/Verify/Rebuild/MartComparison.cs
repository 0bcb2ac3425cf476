using Dapper;
using Npgsql;
using PersonEtl.Etl.Mart;
using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Run;

namespace PersonEtl.Etl.Verify.Rebuild;

/// <summary>
/// Compares every table of two marts row by row: those of persons by the sums of their rows' hashes, range after range, and where these differ by columns.
/// Persons that only the first one has are no difference where a document that can't be read now may be theirs: only it knows what an earlier one said.
/// </summary>
/// <param name="served">The first one.</param>
/// <param name="rebuilt">The other.</param>
/// <param name="hasher">Of both.</param>
/// <param name="unread">Whose documents could not be read when the other was built.</param>
internal sealed class MartComparison(NpgsqlConnection served, NpgsqlConnection rebuilt, RowHasher hasher, UnreadPersons unread)
{
    private const int ShownPersons = 1000;
    private const string Stale = "select distinct person_id from mart.person_identifier i join mart.person p using (person_id) where p.stale_since is not null and i.identification_number = any(@numbers)";
    private const string Contacts = "select identification_number from mart.person_contact where person_id = any(@kept) and identification_number is not null";
    private const string Persons = "select count(*) from mart.person";

    private readonly PublishedRows servedRows = new(served, hasher);
    private readonly PublishedRows rebuiltRows = new(rebuilt, hasher);

    /// <summary>The persons that only the first one keeps.</summary>
    public HashSet<Guid> Kept { get; } = [];

    /// <summary>The numbers that these have their contact data by: in the other one they wait.</summary>
    public string[] KeptContacts { get; private set; } = [];

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        var stale = (await served.QueryAsync<Guid>(new CommandDefinition(Stale, new { numbers = unread.Numbers }, commandTimeout: 0, cancellationToken: cancellationToken))).ToHashSet();
        var ranges = PersonRange.Of(await served.ExecuteScalarAsync<long>(new(Persons, commandTimeout: 0, cancellationToken: cancellationToken))).ToList();
        var findings = new List<Finding>();
        foreach (var table in Staging.OfPersons)
        {
            var differing = new List<Guid>();
            foreach (var range in ranges) await DifferAsync(table, range, stale, differing, cancellationToken);
            var differences = new RowDifferences(table);
            foreach (var some in differing.Chunk(ShownPersons)) await differences.CompareAsync(served, rebuilt, "person_id = any(@of)", some, cancellationToken);
            findings.AddRange(differences.Findings());
        }
        KeptContacts = [.. await served.QueryAsync<string>(new CommandDefinition(Contacts, new { kept = Kept.ToArray() }, commandTimeout: 0, cancellationToken: cancellationToken))];
        foreach (var table in Staging.Whole)
        {
            var differences = new RowDifferences(table);
            await CompareAsync(differences, table, cancellationToken);
            findings.AddRange(differences.Findings());
        }
        return findings;
    }

    private Task CompareAsync(RowDifferences differences, ITable table, CancellationToken cancellationToken)
        => ReferenceEquals(table, PersonTables.Alias) ? differences.CompareAsync(served, rebuilt, "survivor_id <> all(@of)", Kept.ToArray(), cancellationToken)
        : ReferenceEquals(table, WaitingContactTable.Table) ? differences.CompareAsync(served, rebuilt, "identification_number <> all(@of)", KeptContacts, cancellationToken)
        : differences.CompareAsync(served, rebuilt, "cardinality(@of) = 0", Array.Empty<Guid>(), cancellationToken);

    private async Task DifferAsync(ITable table, PersonRange range, HashSet<Guid> stale, List<Guid> differing, CancellationToken cancellationToken)
    {
        var ours = await servedRows.HashAsync(table, range, cancellationToken);
        var others = await rebuiltRows.HashAsync(table, range, cancellationToken);
        foreach (var (person, hash) in ours)
        {
            if (others.Remove(person, out var other) && other == hash) continue;
            // mart.person comes first: who is kept is known before its other rows are looked at
            if (other == default && ReferenceEquals(table, PersonTables.Person) && (unread.MayBeAnyone || stale.Contains(person))) Kept.Add(person);
            if (!Kept.Contains(person)) differing.Add(person);
        }
        differing.AddRange(others.Keys.Where(p => !Kept.Contains(p)));
    }
}
