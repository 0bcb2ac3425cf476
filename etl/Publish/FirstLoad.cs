using System.Collections.Concurrent;
using Dapper;
using Npgsql;
using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.Publish;

/// <summary>
/// The load of a mart that has published nothing: persons are copied straight into the served tables, which no reader may see before the first generation,
/// and whose indexes are made afterwards. Killed anywhere, it begins anew.
/// </summary>
internal static class FirstLoad
{
    public const string Hashes = "ops.person_hash";

    private const int TablesAtOnce = 2;
    private const string Drop = "select ops.drop_indexes(@tables)";
    private const string Make = "select ops.make_indexes(@table)";
    private const string Memory = "set maintenance_work_mem = '256MB'";
    private const string Left = "select distinct table_name from ops.dropped_index";
    private const string LargestFirst = "select name from unnest(@tables) t (name) order by pg_relation_size(name::regclass) desc, name";

    /// <summary>What it fills. Aliases and the number register aren't among them: a restored installation has some before its first generation.</summary>
    private static readonly string[] Tables = [.. Staging.OfPersons.Select(t => t.FullName), Hashes];

    private static readonly string Empty = $"truncate {string.Join(", ", Tables)}";

    /// <summary>Empties the tables of what a killed load left, and drops their indexes.</summary>
    public static async Task BeginAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(Command(Drop, new { tables = Tables }, cancellationToken));
        await connection.ExecuteAsync(Command(Empty, null, cancellationToken));
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Makes the indexes, and returns the rows that each table has.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> EndAsync(NpgsqlDataSource sessions, CancellationToken cancellationToken)
    {
        var rows = new ConcurrentDictionary<string, long>(StringComparer.Ordinal);
        await using var connection = await sessions.OpenConnectionAsync(cancellationToken);
        var tables = await connection.QueryAsync<string>(Command(LargestFirst, new { tables = Tables }, cancellationToken));
        await Parallel.ForEachAsync(tables, new ParallelOptions { MaxDegreeOfParallelism = TablesAtOnce, CancellationToken = cancellationToken }, async (table, stopping) =>
        {
            await using var own = await sessions.OpenConnectionAsync(stopping);
            await own.ExecuteAsync(Command(Memory, null, stopping));
            await own.ExecuteAsync(Command(Make, new { table }, stopping));
            rows[table] = await own.ExecuteScalarAsync<long>(Command($"select count(*) from {table}", null, stopping));
        });
        return rows;
    }

    /// <summary>Makes what a killed load dropped, should the mart have been published since by other means.</summary>
    public static async Task RestoreIndexesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var left = (await connection.QueryAsync<string>(Command(Left, null, cancellationToken))).ToList();
        foreach (var table in left) await connection.ExecuteAsync(Command(Make, new { table }, cancellationToken));
    }

    private static CommandDefinition Command(string sql, object? parameters, CancellationToken cancellationToken) => new(sql, parameters, commandTimeout: 0, cancellationToken: cancellationToken);
}
