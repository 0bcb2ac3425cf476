using Dapper;
using Npgsql;
using PersonEtl.Etl.Backups;
using PersonEtl.Etl.Publish;
using PersonEtl.Etl.Run;

namespace PersonEtl.Etl.Verify.Rebuild;

/// <summary>
/// A mart built from nothing but the deliveries of a generation and what no delivery can rebuild: the number register, erasures,
/// who was hidden, and aliases, of which a document need not tell any more.
/// </summary>
internal sealed class RebuiltMart(NpgsqlDataSource scratch, Folders folders, RunOptions options, TimeProvider time)
{
    private const string Install = "insert into ops.installation (person_key_fingerprint, generation_floor) values (@fingerprint, @floor)";

    private static readonly IReadOnlyList<string> Inputs = [.. KeptTable.All.Select(t => t.Name).Where(t => !t.StartsWith("access.", StringComparison.Ordinal))];

    // what the night compares with what it stages has its count
    private const string CountAliases = $"insert into ops.table_count (table_name, row_count) select '{KeptTable.Aliases}', count(*) from {KeptTable.Aliases}";

    /// <summary>Builds it. Its generation bears the number of the one that it is compared with, so that rows that name it are the same.</summary>
    public async Task<RunResult> BuildAsync(Verified of, IReadOnlySet<(string Source, string Delivery)> deliveries, CancellationToken cancellationToken)
    {
        await using (var connection = await scratch.OpenConnectionAsync(cancellationToken))
        {
            foreach (var table in KeptTable.All.Where(t => Inputs.Contains(t.Name))) await CopyAsync(of.Connection, connection, table, cancellationToken);
            await connection.ExecuteAsync(new(Install, new { fingerprint = of.Keys.Fingerprint, floor = of.Generation.Generation - 1 }, cancellationToken: cancellationToken));
            await connection.ExecuteAsync(new CommandDefinition(CountAliases, cancellationToken: cancellationToken));
        }
        var exports = Directory.CreateTempSubdirectory("personetl-rebuild-").FullName;
        try
        {
            var night = options with
            {
                AsOf = of.Generation.AsOfDate,
                Deliveries = deliveries,
                Places = new(),
                Fetch = [],
                KeepLanding = true,
                MaxAge = AgeLimits.None,
                QuarantineShare = 1,
                Override = "verify --rebuild",
            };
            return await new NightlyRun(scratch, folders with { Exports = exports }, night, time, RunConsole.Silent()).RunAsync(cancellationToken);
        }
        finally
        {
            Directory.Delete(exports, recursive: true);
        }
    }

    private static async Task CopyAsync(NpgsqlConnection from, NpgsqlConnection to, KeptTable table, CancellationToken cancellationToken)
    {
        var columns = string.Join(", ", await table.ColumnsAsync(to, cancellationToken));
        await using var rows = await from.BeginRawBinaryCopyAsync($"copy {table.Name} ({columns}) to stdout (format binary)", cancellationToken);
        await using var into = await to.BeginRawBinaryCopyAsync($"copy {table.Name} ({columns}) from stdin (format binary)", cancellationToken);
        await rows.CopyToAsync(into, cancellationToken);
    }
}
