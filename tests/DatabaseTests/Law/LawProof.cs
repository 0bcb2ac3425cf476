using System.Data;
using Dapper;
using Npgsql;
using PersonEtl.DatabaseTests.Nights;
using PersonEtl.Etl.Export;
using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Run;
using PersonEtl.Etl.Verify;
using PersonEtl.Etl.Verify.Rebuild;

namespace PersonEtl.DatabaseTests.Law;

/// <summary>The law on a mart that nights were played into: what <c>verify</c> finds, and a mart built from nothing compared as plain text too. Persons whose document can't be read now are only in the first.</summary>
internal sealed class LawProof(Night night)
{
    private const string Served = "select generation, as_of_date, kind, changes, restored_generation, export_generation from mart.generation order by generation desc limit 1";

    private readonly ExportFolder exports = new(night.Folders.Exports);
    private readonly PersonKeys keys = new(PersonKeyFile.Read(night.Folders));

    /// <summary>What <c>verify</c> finds.</summary>
    public async Task<IReadOnlyList<string>> VerifiedAsync()
    {
        var found = new List<string>();
        await new Verification(night.DataSource, exports, keys).RunAsync((proof, result) => found.AddRange(result.Findings.Select(f => $"{proof.Name}: {f}")), CancellationToken.None);
        return found;
    }

    /// <summary>What differs from a mart built from nothing on the same deliveries.</summary>
    public async Task<IReadOnlyList<string>> RebuiltAsync()
    {
        await using var connection = await night.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead);
        var of = new Verified(await connection.QuerySingleAsync<VerifiedGeneration>(Served), connection, exports, keys);
        var (deliveries, lack) = await BuiltFrom.OfAsync(of, night.Options.Landing, CancellationToken.None);
        if (lack is not null) return ["rebuild: " + lack];
        await using var scratch = await ScratchAsync(night);
        var built = await new RebuiltMart(scratch.DataSource, night.Folders, night.Options, TimeProvider.System).BuildAsync(of, deliveries, CancellationToken.None);
        await using var rebuilt = await scratch.DataSource.OpenConnectionAsync();
        var comparison = new MartComparison(connection, rebuilt, keys.RowHasher(), built.Unread);
        var findings = (await comparison.RunAsync(CancellationToken.None)).Select(f => $"rebuild: {f}").ToList();
        findings.AddRange((await new LawKept(night).WronglyKeptAsync(built.Unread.Numbers)).Select(k => "kept: " + k));
        // a comparison that finds nothing must have found everything equal
        if (findings.Count == 0) findings.AddRange(Differences(await TextAsync(connection, comparison), await TextAsync(rebuilt, comparison)));
        return findings;
    }

    /// <summary>A copy of the template, which is cheaper than migrations.</summary>
    public static async Task<ScratchDatabase> ScratchAsync(Night night)
        => ScratchDatabase.Adopt(night.ConnectionString, new NpgsqlConnectionStringBuilder(await (await TestServer.GetAsync()).CreateDatabaseAsync(migrated: true)).Database!);

    private static IEnumerable<string> Differences(IReadOnlyList<(string Table, string Row)> ours, IReadOnlyList<(string Table, string Row)> others)
        => ours.Except(others).Select(r => $"only served: {r.Table}").Concat(others.Except(ours).Select(r => $"only rebuilt: {r.Table}")).Distinct(StringComparer.Ordinal);

    private static async Task<IReadOnlyList<(string Table, string Row)>> TextAsync(NpgsqlConnection connection, MartComparison comparison)
    {
        const string Tables = """
            select format('%I.%I', schemaname, tablename) from pg_tables
            where schemaname in ('mart', 'protected') and tablename not in ('generation', 'change', 'person_key', 'hidden_person', 'erasure', 'beside_erased')
            order by 1
            """;
        var rows = new List<(string, string)>();
        foreach (var table in await connection.QueryAsync<string>(Tables))
        {
            var kept = table == "protected.contact_waiting" ? "identification_number = any(@numbers)" : "array[to_jsonb(t) ->> 'person_id', to_jsonb(t) ->> 'survivor_id']::uuid[] && @persons";
            rows.AddRange((await connection.QueryAsync<string>($"select to_jsonb(t)::text from {table} t where ({kept}) is not true", new { persons = comparison.Kept.ToArray(), numbers = comparison.KeptContacts }))
                .Select(row => (table, row)));
        }
        return rows;
    }
}
