using System.Globalization;
using Dapper;
using Npgsql;
using PersonEtl.Etl.Publish;

namespace PersonEtl.Etl.Verify;

/// <summary>The stored hashes of each person are those of its rows, and whoever is published has them: else a night would take changed rows for unchanged ones.</summary>
internal sealed class HashProof : IProof
{
    private const string Table = "ops.person_hash";
    private const string Count = $"select count(*) from {Table}";
    private const string Stored = $"select person_id, {PersonHash.Columns} from {Table} where {PersonRange.Condition}";

    public string Name => "hashes";

    public async Task<ProofResult> RunAsync(Verified of, CancellationToken cancellationToken)
    {
        if (await of.Keys.MadeAsync(of.Connection, cancellationToken) == false) return ProofResult.Missing("the hashes of protected rows were made with another key than this installation has. Put it back to have them proven.");
        if ((await HashedColumns.ReadAsync(of.Connection, cancellationToken)).Differ) return ProofResult.Missing("the columns that the hashes cover have changed since. The next night makes them anew.");
        var persons = await of.Connection.ExecuteScalarAsync<long>(new(Count, commandTimeout: 0, cancellationToken: cancellationToken));
        var rows = new PublishedRows(of.Connection, of.Keys.RowHasher());
        var (without, ofNobody, publicOnes, protectedOnes) = (0L, 0L, 0L, 0L);
        foreach (var range in PersonRange.Of(persons))
        {
            var made = await rows.HashAsync(range, cancellationToken);
            foreach (var (person, stored) in await StoredAsync(of.Connection, range, cancellationToken))
            {
                if (!made.Remove(person, out var hash)) ofNobody++;
                else if ((hash with { Protected = 0 }) != (stored with { Protected = 0 })) publicOnes++;
                else if (hash.Protected != stored.Protected) protectedOnes++;
            }
            without += made.Count;
        }
        List<Finding> findings =
        [
            .. Found(without, null, "persons have rows, but no hashes"),
            .. Found(ofNobody, null, "hashes are of persons without any row"),
            .. Found(publicOnes, null, "persons have other rows in mart than their hash was made of"),
            .. Found(protectedOnes, "protected_hash", "persons have other rows in protected than their hash was made of"),
        ];
        return new(string.Create(CultureInfo.InvariantCulture, $"hashes of {persons} persons, against their rows."), findings);
    }

    private static IEnumerable<Finding> Found(long count, string? column, string what)
        => count == 0 ? [] : [new(Table, column, string.Create(CultureInfo.InvariantCulture, $"{count} {what}."))];

    private static async Task<List<(Guid Person, PersonHash Hash)>> StoredAsync(NpgsqlConnection connection, PersonRange range, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Stored, connection) { CommandTimeout = 0 };
        range.AddTo(command.Parameters);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var stored = new List<(Guid, PersonHash)>();
        while (await row.ReadAsync(cancellationToken)) stored.Add((row.GetGuid(0), PersonHash.Read(row, 1)));
        return stored;
    }
}
